package org.accountimport.account;

import java.util.List;
import org.accountimport.database.BinaryCopy;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.MetadataFields;
import org.accountimport.payload.PayloadObject;

/** Table {@code account_metadata}. */
final class MetadataTable extends AccountRows {

    private final BinaryCopy metadata;

    MetadataTable() {
        this(new BinaryCopy("account_metadata", "account_id", "position", "key", "value"));
    }

    private MetadataTable(BinaryCopy metadata) {
        super(metadata);
        this.metadata = metadata;
    }

    @Override
    void add(NewAccount account) {
        List<PayloadObject> all = account.list(AccountFields.METADATA);
        for (int position = 0; position < all.size(); position++) {
            PayloadObject entry = all.get(position);
            metadata.row()
                    .bigint(account.id())
                    .integer(position)
                    .text(entry.get(MetadataFields.KEY))
                    .bytes(Normalised.json(entry.get(MetadataFields.VALUE)));
        }
    }
}
