package org.accountimport.validation;

import java.util.ArrayList;
import java.util.List;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.CustomerFields;
import org.accountimport.payload.Field;
import org.accountimport.payload.LedgerFields;
import org.accountimport.payload.NoteFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.Shape;

/** The objects of one kind in a payload: the way to them from the top, field by field. */
final class Scope {

    static final Scope ACCOUNT = new Scope(List.of());
    static final Scope CUSTOMERS = ACCOUNT.each(AccountFields.CUSTOMERS);
    static final Scope ALTERNATIVE_PHONE_NUMBERS = CUSTOMERS.each(CustomerFields.ALTERNATIVE_PHONE_NUMBERS);
    static final Scope CUSTOMER_CONSENTS = CUSTOMERS.each(CustomerFields.CONSENTS);
    static final Scope CUSTOMER_METADATA = CUSTOMERS.each(CustomerFields.METADATA);
    static final Scope CONSENTS = ACCOUNT.each(AccountFields.CONSENTS);
    static final Scope METADATA = ACCOUNT.each(AccountFields.METADATA);
    static final Scope BILLING_ADDRESS = ACCOUNT.the(AccountFields.BILLING_ADDRESS);
    static final Scope BILLING_OPTIONS = ACCOUNT.the(AccountFields.ACCOUNT_BILLING_OPTIONS);
    static final Scope NOTES = ACCOUNT.each(AccountFields.NOTES);
    static final Scope DOCUMENT_PATHS = NOTES.each(NoteFields.DOCUMENT_PATHS);
    static final Scope LEDGERS = ACCOUNT.each(AccountFields.LEDGERS);
    static final Scope CURRENT_TRANSACTIONS = LEDGERS.each(LedgerFields.CURRENT_STATEMENT_TRANSACTIONS);
    static final Scope HISTORICAL_TRANSACTIONS = LEDGERS.each(LedgerFields.HISTORICAL_STATEMENT_TRANSACTIONS);
    static final Scope STATEMENTS = ACCOUNT.each(AccountFields.STATEMENTS);
    static final Scope REFERENCES = ACCOUNT.each(AccountFields.REFERENCES);
    static final Scope SUPPLY_ADDRESSES = ACCOUNT.each(AccountFields.SUPPLY_ADDRESSES);

    private final List<Field<?>> way;

    private Scope(List<Field<?>> way) {
        this.way = way;
    }

    private Scope each(Field<List<PayloadObject>> list) {
        return then(list);
    }

    private Scope the(Field<PayloadObject> object) {
        return then(object);
    }

    private Scope then(Field<?> field) {
        List<Field<?>> longer = new ArrayList<>(way);
        longer.add(field);
        return new Scope(List.copyOf(longer));
    }

    /** The fields on the way from the top. */
    List<Field<?>> way() {
        return way;
    }

    /** The shapes on the way, the account's first: one more than there are fields. */
    List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(AccountFields.SHAPE);
        way.forEach(field -> shapes.add(field.holds().orElseThrow()));
        return shapes;
    }

    /** The attr of such an object, with letters for list positions: {@code customers.N}. */
    String attr() {
        StringBuilder attr = new StringBuilder();
        char position = 'N';
        for (Field<?> field : way) {
            attr.append(attr.isEmpty() ? "" : ".").append(field.name());
            if (field.type().name().startsWith("list")) {
                attr.append('.').append(position);
                position = 'M';
            }
        }
        return attr.toString();
    }
}
