package org.accountimport.account;

import java.time.LocalDate;
import java.util.List;
import org.accountimport.database.BinaryCopy;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.LedgerFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.RawJson;
import org.accountimport.payload.TaxItemFields;
import org.accountimport.payload.TransactionFields;
import org.jspecify.annotations.Nullable;

/** Ledgers, their transactions and the tax items of charges. */
final class LedgerTables extends AccountRows {

    private static final byte[] NO_PARAMS = {'{', '}'};

    private final BinaryCopy ledgers;
    private final BinaryCopy transactions;
    private final BinaryCopy taxItems;

    LedgerTables() {
        this(
                new BinaryCopy(
                        "account_ledger",
                        "account_id",
                        "position",
                        "ledger_code",
                        "ledger_balance",
                        "last_statement_balance",
                        "last_statement_closing_date",
                        "last_statement_issue_date"),
                new BinaryCopy(
                        "account_ledger_transaction",
                        "account_id",
                        "ledger_position",
                        "historical",
                        "position",
                        "transaction_id",
                        "transaction_date",
                        "amount",
                        "type",
                        "reason",
                        "payment_type",
                        "reference",
                        "note",
                        "display_note",
                        "billing_document_identifier"),
                new BinaryCopy(
                        "account_ledger_transaction_tax_item",
                        "account_id",
                        "ledger_position",
                        "historical",
                        "transaction_position",
                        "position",
                        "tax_type",
                        "unit_type",
                        "rate",
                        "value_taxed",
                        "amount",
                        "params"));
    }

    private LedgerTables(BinaryCopy ledgers, BinaryCopy transactions, BinaryCopy taxItems) {
        super(ledgers, transactions, taxItems);
        this.ledgers = ledgers;
        this.transactions = transactions;
        this.taxItems = taxItems;
    }

    @Override
    void add(NewAccount account) {
        List<PayloadObject> all = account.list(AccountFields.LEDGERS);
        for (int position = 0; position < all.size(); position++) {
            PayloadObject ledger = all.get(position);
            ledgers.row()
                    .bigint(account.id())
                    .integer(position)
                    .text(ledger.get(LedgerFields.LEDGER_CODE))
                    .numeric(Normalised.decimal(ledger.get(LedgerFields.LEDGER_BALANCE)))
                    .numeric(Normalised.decimal(ledger.get(LedgerFields.LAST_STATEMENT_BALANCE)))
                    .date(ledger.get(LedgerFields.LAST_STATEMENT_CLOSING_DATE))
                    .date(issueDate(account, ledger));
            addTransactions(
                    account, position, false, NewAccount.list(ledger, LedgerFields.CURRENT_STATEMENT_TRANSACTIONS));
            addTransactions(
                    account, position, true, NewAccount.list(ledger, LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS));
        }
    }

    /** Absent: the day the statement was closed, which in turn falls back to the account's last billed day. */
    private static @Nullable LocalDate issueDate(NewAccount account, PayloadObject ledger) {
        LocalDate issued = ledger.get(LedgerFields.LAST_STATEMENT_ISSUE_DATE);
        if (issued != null) {
            return issued;
        }
        LocalDate closed = ledger.get(LedgerFields.LAST_STATEMENT_CLOSING_DATE);
        return closed != null ? closed : account.payload().get(AccountFields.LAST_BILLED_TO_DATE);
    }

    private void addTransactions(NewAccount account, int ledgerPosition, boolean historical, List<PayloadObject> all) {
        for (int position = 0; position < all.size(); position++) {
            PayloadObject transaction = all.get(position);
            transactions
                    .row()
                    .bigint(account.id())
                    .integer(ledgerPosition)
                    .bool(historical)
                    .integer(position)
                    .text(transaction.get(TransactionFields.TRANSACTION_ID))
                    .date(transaction.get(TransactionFields.TRANSACTION_DATE))
                    .numeric(Normalised.decimal(transaction.get(TransactionFields.AMOUNT)))
                    .text(transaction.get(TransactionFields.TYPE))
                    .text(Normalised.text(transaction.get(TransactionFields.REASON)))
                    .text(Normalised.text(transaction.get(TransactionFields.PAYMENT_TYPE)))
                    .text(Normalised.text(transaction.get(TransactionFields.REFERENCE)))
                    .text(Normalised.text(transaction.get(TransactionFields.NOTE)))
                    .text(Normalised.text(transaction.get(TransactionFields.DISPLAY_NOTE)))
                    .text(Normalised.text(transaction.get(TransactionFields.BILLING_DOCUMENT_IDENTIFIER)));
            addTaxItems(
                    account,
                    ledgerPosition,
                    historical,
                    position,
                    NewAccount.list(transaction, TransactionFields.TAX_ITEMS));
        }
    }

    private void addTaxItems(
            NewAccount account,
            int ledgerPosition,
            boolean historical,
            int transactionPosition,
            List<PayloadObject> all) {
        for (int position = 0; position < all.size(); position++) {
            PayloadObject item = all.get(position);
            RawJson params = item.get(TaxItemFields.PARAMS);
            taxItems.row()
                    .bigint(account.id())
                    .integer(ledgerPosition)
                    .bool(historical)
                    .integer(transactionPosition)
                    .integer(position)
                    .text(item.get(TaxItemFields.TAX_TYPE))
                    .text(item.get(TaxItemFields.UNIT_TYPE))
                    .numeric(Normalised.decimal(item.get(TaxItemFields.RATE)))
                    .numeric(Normalised.decimal(item.get(TaxItemFields.VALUE_TAXED)))
                    .numeric(Normalised.decimal(item.get(TaxItemFields.AMOUNT)))
                    .bytes(params == null ? NO_PARAMS : params.bytes());
        }
    }
}
