package org.accountimport.validation;

import org.accountimport.payload.LedgerFields;
import org.accountimport.payload.PayloadList;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.TransactionFields;

/**
 * The document that billed a transaction: rulebook section 5.6, S50 to S53.
 */
final class BillingDocumentRules {

    private BillingDocumentRules() {}

    static final Rule NONE_ON_CURRENT = Rule.row(
                    Section.LEDGERS, 50, "billing_document_identifier_not_allowed_for_current_statement_transactions")
            .at(Scope.CURRENT_TRANSACTIONS, TransactionFields.BILLING_DOCUMENT_IDENTIFIER)
            .when(
                    "given on a current transaction",
                    (transaction, facts) -> transaction.given(TransactionFields.BILLING_DOCUMENT_IDENTIFIER))
            .detail("Only historical transactions carry this");

    static final Rule NONE_WHEN_SWITCHED_OFF = Rule.row(
                    Section.LEDGERS,
                    51,
                    "historical_statement_billing_document_identifier_not_allowed_when_feature_flag_disabled")
            .at(Scope.HISTORICAL_TRANSACTIONS, TransactionFields.BILLING_DOCUMENT_IDENTIFIER)
            .when(
                    "given on a historical transaction, setting `historical_billing_documents` off",
                    (transaction, facts) -> !facts.settings().historicalBillingDocuments()
                            && transaction.given(TransactionFields.BILLING_DOCUMENT_IDENTIFIER))
            .detail("Billing documents are switched off for this supplier");

    static final Rule ONE_ON_HISTORICAL = Rule.row(
                    Section.LEDGERS, 52, "historical_statement_billing_document_identifier_missing")
            .at(Scope.HISTORICAL_TRANSACTIONS, TransactionFields.BILLING_DOCUMENT_IDENTIFIER)
            .when(
                    "not given on a historical transaction, that setting on",
                    (transaction, facts) -> facts.settings().historicalBillingDocuments()
                            && !transaction.given(TransactionFields.BILLING_DOCUMENT_IDENTIFIER))
            .detail("A historical transaction needs its billing document");

    static final Rule THE_SAME_ON_ALL = Rule.row(
                    Section.LEDGERS, 53, "historical_statement_billing_document_identifier_mismatch")
            .at(Scope.HISTORICAL_TRANSACTIONS, TransactionFields.BILLING_DOCUMENT_IDENTIFIER)
            .whenFound("that setting on; given, but not the first one given in the same ledger's historical list")
            .search(Scope.LEDGERS, (ledger, facts, report) -> {
                if (facts.settings().historicalBillingDocuments()) {
                    reportOthers(ledger.list(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS), report);
                }
            })
            .detail("All historical transactions belong to one document");

    private static void reportOthers(PayloadList<PayloadObject> transactions, Report report) {
        String first = null;
        for (PayloadObject transaction : transactions) {
            String identifier = transaction.get(TransactionFields.BILLING_DOCUMENT_IDENTIFIER);
            if (first == null) {
                first = identifier;
            } else if (identifier != null && !identifier.equals(first)) {
                report.at(transaction, TransactionFields.BILLING_DOCUMENT_IDENTIFIER);
            }
        }
    }
}
