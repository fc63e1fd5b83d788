package org.accountimport.generator;

/**
 * A line that the intake must refuse.
 *
 * @param line line number in the file, from 1
 * @param attr the field to blame
 * @param code the error code
 */
public record RejectedLine(long line, String attr, String code) {}
