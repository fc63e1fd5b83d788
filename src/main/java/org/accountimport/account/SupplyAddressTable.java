package org.accountimport.account;

import java.util.List;
import org.accountimport.database.BinaryCopy;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.SupplyAddressFields;

/** Table {@code account_supply_address}. */
final class SupplyAddressTable extends AccountRows {

    private final BinaryCopy addresses;

    SupplyAddressTable() {
        this(new BinaryCopy(
                "account_supply_address",
                "account_id",
                "position",
                "primary_place_of_residence_since",
                "customer_at_supply_address_from_date",
                "customer_at_supply_address_to_date",
                "supply_postcode",
                "supply_address1",
                "supply_address2",
                "supply_address3",
                "supply_address4",
                "supply_address5",
                "supply_delivery_point_identifier",
                "property_external_identifier"));
    }

    private SupplyAddressTable(BinaryCopy addresses) {
        super(addresses);
        this.addresses = addresses;
    }

    @Override
    void add(NewAccount account) {
        List<PayloadObject> all = account.list(AccountFields.SUPPLY_ADDRESSES);
        for (int position = 0; position < all.size(); position++) {
            PayloadObject address = all.get(position);
            addresses
                    .row()
                    .bigint(account.id())
                    .integer(position)
                    .date(address.get(SupplyAddressFields.PRIMARY_PLACE_OF_RESIDENCE_SINCE))
                    .date(address.get(SupplyAddressFields.CUSTOMER_AT_SUPPLY_ADDRESS_FROM_DATE))
                    .date(address.get(SupplyAddressFields.CUSTOMER_AT_SUPPLY_ADDRESS_TO_DATE))
                    .text(Normalised.postcode(
                            address.get(SupplyAddressFields.SUPPLY_POSTCODE),
                            account.settings().defaultCountry()))
                    .text(address.get(SupplyAddressFields.SUPPLY_ADDRESS1))
                    .text(Normalised.text(address.get(SupplyAddressFields.SUPPLY_ADDRESS2)))
                    .text(Normalised.text(address.get(SupplyAddressFields.SUPPLY_ADDRESS3)))
                    .text(Normalised.text(address.get(SupplyAddressFields.SUPPLY_ADDRESS4)))
                    .text(Normalised.text(address.get(SupplyAddressFields.SUPPLY_ADDRESS5)))
                    .text(Normalised.text(address.get(SupplyAddressFields.SUPPLY_DELIVERY_POINT_IDENTIFIER)))
                    .text(Normalised.text(address.get(SupplyAddressFields.PROPERTY_EXTERNAL_IDENTIFIER)));
        }
    }
}
