package org.accountimport.account;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.accountimport.database.BinaryCopy;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.ReferenceFields;

/** Table {@code account_reference}. */
final class ReferenceTable extends AccountRows {

    private final BinaryCopy references;

    ReferenceTable() {
        this(new BinaryCopy(
                "account_reference", "account_id", "position", "import_supplier", "namespace", "value", "repeated"));
    }

    private ReferenceTable(BinaryCopy references) {
        super(references);
        this.references = references;
    }

    private record Reference(String namespace, String value) {}

    @Override
    void add(NewAccount account) {
        List<PayloadObject> all = account.list(AccountFields.REFERENCES);
        if (all.isEmpty()) {
            return;
        }
        Set<Reference> seen = new HashSet<>();
        for (int position = 0; position < all.size(); position++) {
            String namespace = all.get(position).get(ReferenceFields.NAMESPACE);
            String value = all.get(position).get(ReferenceFields.VALUE);
            if (namespace != null && value != null) {
                references
                        .row()
                        .bigint(account.id())
                        .integer(position)
                        .text(account.importSupplier())
                        .text(namespace)
                        .text(value)
                        .bool(!seen.add(new Reference(namespace, value)));
            }
        }
    }
}
