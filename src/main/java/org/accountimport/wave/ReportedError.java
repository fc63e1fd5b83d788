package org.accountimport.wave;

/**
 * One line of an error report. Personal data: the detail may quote the payload.
 *
 * @param attr path of the field; {@code non_field_errors} when the account failed without breaking a rule
 * @param run  the job execution that found it
 */
record ReportedError(String externalAccountNumber, String attr, String code, String detail, long run) {}
