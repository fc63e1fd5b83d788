package org.accountimport.payload;

/**
 * Why and where bytes cannot be read as one JSON document (rulebook, section 2.1; {@code api.md}, {@code parse_error}).
 *
 * @param reason what is wrong, in words, without any of the content
 * @param line of the offending place, from 1; lines end with LF, CR or both
 * @param column in code points, from 1; a byte order mark does not count
 */
public record ParseError(String reason, int line, int column) {

    /** The one entry of {@code errors}, in the rulebook's words. */
    public Violation violation() {
        return StructuralCode.PARSE_ERROR.flaw().at(Violation.NON_FIELD_ERRORS);
    }

    /** A sentence with line and column, for the head of an answer, a reject or a terminal. */
    public String detail() {
        return "The request body cannot be read as JSON: " + reason + " (line " + line + ", column " + column + ").";
    }
}
