package org.accountimport.payload;

import static org.accountimport.payload.ValueType.date;
import static org.accountimport.payload.ValueType.decimal;
import static org.accountimport.payload.ValueType.listOf;
import static org.accountimport.payload.ValueType.text;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The fields of ledgers[], in the order of rulebook section 4.11. */
public final class LedgerFields {

    private static final Shape.Table TABLE = Shape.table("ledger", "4.11", "ledgers[]");

    public static final Field<String> LEDGER_CODE = TABLE.field("ledger_code", text(255))
            .required()
            .notes("required and limit ours; S38")
            .add();
    public static final Field<BigDecimal> LAST_STATEMENT_BALANCE = TABLE.field(
                    "last_statement_balance", decimal(20, 10, 10))
            .notes("credit positive, debit negative")
            .add();
    public static final Field<LocalDate> LAST_STATEMENT_CLOSING_DATE =
            TABLE.field("last_statement_closing_date", date()).add();
    public static final Field<LocalDate> LAST_STATEMENT_ISSUE_DATE = TABLE.field("last_statement_issue_date", date())
            .notes("falls back to the closing date")
            .add();
    public static final Field<BigDecimal> LEDGER_BALANCE = TABLE.field("ledger_balance", decimal(20, 10, 10))
            .required()
            .notes("required is ours: no silent zero")
            .add();
    public static final Field<List<PayloadObject>> CURRENT_STATEMENT_TRANSACTIONS = TABLE.field(
                    "current_statement_transactions", listOf(TransactionFields.SHAPE))
            .add();
    public static final Field<List<PayloadObject>> HISTORICAL_STATEMENT_TRANSACTIONS = TABLE.field(
                    "historical_statement_transactions", listOf(TransactionFields.SHAPE))
            .add();

    public static final Shape SHAPE = TABLE.shape();

    private LedgerFields() {}
}
