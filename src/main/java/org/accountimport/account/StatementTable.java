package org.accountimport.account;

import java.util.List;
import org.accountimport.database.BinaryCopy;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.StatementFields;

/** Table {@code account_statement}. */
final class StatementTable extends AccountRows {

    private final BinaryCopy statements;

    StatementTable() {
        this(new BinaryCopy(
                "account_statement",
                "account_id",
                "position",
                "statement_id",
                "bill_period_from_date",
                "bill_period_to_date",
                "statement_path",
                "number",
                "issued_date",
                "gross_amount"));
    }

    private StatementTable(BinaryCopy statements) {
        super(statements);
        this.statements = statements;
    }

    @Override
    void add(NewAccount account) {
        List<PayloadObject> all = account.list(AccountFields.STATEMENTS);
        for (int position = 0; position < all.size(); position++) {
            PayloadObject statement = all.get(position);
            statements
                    .row()
                    .bigint(account.id())
                    .integer(position)
                    .text(statement.get(StatementFields.STATEMENT_ID))
                    .date(statement.get(StatementFields.BILL_PERIOD_FROM_DATE))
                    .date(statement.get(StatementFields.BILL_PERIOD_TO_DATE))
                    .text(statement.get(StatementFields.STATEMENT_PATH))
                    .text(Normalised.text(statement.get(StatementFields.NUMBER)))
                    .date(statement.get(StatementFields.ISSUED_DATE))
                    .bigint(statement.get(StatementFields.GROSS_AMOUNT));
        }
    }
}
