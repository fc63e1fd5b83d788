package org.accountimport.wave;

/**
 * How often one thing is wrong.
 *
 * @param attr       path of the field, list positions folded to {@code *}: {@code customers.*.landline}
 * @param accounts   in how many accounts
 * @param violations how often; an account may have it several times
 * @param example    external account number of one of them
 */
public record ErrorCount(String code, String attr, long accounts, long violations, String example) {}
