package org.accountimport.validation;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.StatementFields;

/**
 * Statements: rulebook section 5.5, S57 and S58.
 */
final class StatementRules {

    private StatementRules() {}

    static final Rule HAS_ITS_FILE = Rule.row(Section.NOTES_AND_STATEMENTS, 57, "missing_statement_path_or_pdf_context")
            .at(Scope.STATEMENTS, StatementFields.STATEMENT_PATH)
            .when(
                    "not given (PDF context is out of scope)",
                    (statement, facts) -> !statement.given(StatementFields.STATEMENT_PATH))
            .detail("A statement needs its file");

    static final Rule EACH_ID_ONCE = Rule.row(Section.NOTES_AND_STATEMENTS, 58, "duplicate_statement_ids")
            .ours()
            .at(Scope.STATEMENTS, StatementFields.STATEMENT_ID)
            .whenFound("the same id twice")
            .search(
                    Scope.ACCOUNT,
                    (account, facts, report) -> Duplicates.of(StatementFields.STATEMENT_ID, report)
                            .among(account.list(AccountFields.STATEMENTS)))
            .detail("{value} is used for two statements");
}
