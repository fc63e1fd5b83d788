package org.accountimport.generator;

/**
 * A violation that a planted mistake causes, as the validation must report it.
 *
 * @param attr where, as a dotted path into the payload
 * @param code the error code
 */
public record ExpectedViolation(String attr, String code) {}
