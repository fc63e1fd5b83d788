package org.accountimport.account;

import java.util.List;
import org.accountimport.database.BinaryCopy;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.ConsentFields;
import org.accountimport.payload.PayloadObject;

/** Table {@code account_consent}: consents of the whole account. */
final class ConsentTable extends AccountRows {

    private final BinaryCopy consents;

    ConsentTable() {
        this(new BinaryCopy("account_consent", "account_id", "position", "type", "value", "signed_at", "description"));
    }

    private ConsentTable(BinaryCopy consents) {
        super(consents);
        this.consents = consents;
    }

    @Override
    void add(NewAccount account) {
        List<PayloadObject> all = account.list(AccountFields.CONSENTS);
        for (int position = 0; position < all.size(); position++) {
            PayloadObject consent = all.get(position);
            consents.row()
                    .bigint(account.id())
                    .integer(position)
                    .text(consent.get(ConsentFields.TYPE))
                    .text(consent.get(ConsentFields.VALUE))
                    .instant(account.timeOrNow(consent.get(ConsentFields.SIGNED_AT)))
                    .text(Normalised.text(consent.get(ConsentFields.DESCRIPTION)));
        }
    }
}
