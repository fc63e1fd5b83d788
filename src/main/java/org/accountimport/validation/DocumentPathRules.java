package org.accountimport.validation;

import org.accountimport.payload.DocumentPathFields;
import org.accountimport.payload.StatementFields;

/**
 * Paths of documents and statements: rulebook section 5.5, S33 and S35.
 */
final class DocumentPathRules {

    private DocumentPathRules() {}

    static final Rule IS_PLAIN = Rule.row(Section.NOTES_AND_STATEMENTS, 33, "invalid_document_path")
            .ours()
            .at(Scope.DOCUMENT_PATHS, DocumentPathFields.DOCUMENT_PATH)
            .at(Scope.STATEMENTS, StatementFields.STATEMENT_PATH)
            .when(
                    "given, and it holds a backslash, or one of its `/`-separated parts is empty, `.` or `..` (so no leading or"
                            + " trailing `/`)",
                    (object, field, facts) -> object.given(field)
                            && object.get(field) instanceof String path
                            && !DocumentPath.isPlain(path))
            .detail("{value} is not a plain relative path");

    static final Rule EXISTS = Rule.row(Section.NOTES_AND_STATEMENTS, 35, "path_does_not_exist_in_file_store")
            .at(Scope.DOCUMENT_PATHS, DocumentPathFields.DOCUMENT_PATH)
            .at(Scope.STATEMENTS, StatementFields.STATEMENT_PATH)
            .when(
                    "given, setting `check_file_store` on, and the file store has no such file",
                    (object, field, facts) -> facts.settings().checkFileStore()
                            && object.given(field)
                            && object.get(field) instanceof String path
                            && !facts.isInFileStore(path))
            .detail("There is no file {value}");
}
