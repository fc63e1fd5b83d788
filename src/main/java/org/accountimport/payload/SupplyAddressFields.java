package org.accountimport.payload;

import static org.accountimport.payload.ValueType.date;
import static org.accountimport.payload.ValueType.text;

import java.time.LocalDate;

/** The fields of supply_addresses[], in the order of rulebook section 4.16. */
public final class SupplyAddressFields {

    private static final Shape.Table TABLE = Shape.table("supply_address", "4.16", "supply_addresses[]");

    public static final Field<LocalDate> PRIMARY_PLACE_OF_RESIDENCE_SINCE =
            TABLE.field("primary_place_of_residence_since", date()).add();
    public static final Field<LocalDate> CUSTOMER_AT_SUPPLY_ADDRESS_FROM_DATE = TABLE.field(
                    "customer_at_supply_address_from_date", date())
            .required()
            .add();
    public static final Field<LocalDate> CUSTOMER_AT_SUPPLY_ADDRESS_TO_DATE =
            TABLE.field("customer_at_supply_address_to_date", date()).nullable().add();
    public static final Field<String> SUPPLY_POSTCODE =
            TABLE.field("supply_postcode", text(10)).required().notes("S15").add();
    public static final Field<String> SUPPLY_ADDRESS1 =
            TABLE.field("supply_address1", text(512)).required().notes("S62").add();
    public static final Field<String> SUPPLY_ADDRESS2 =
            TABLE.field("supply_address2", text(512).orBlank()).byDefault("").add();
    public static final Field<String> SUPPLY_ADDRESS3 =
            TABLE.field("supply_address3", text(512).orBlank()).byDefault("").add();
    public static final Field<String> SUPPLY_ADDRESS4 =
            TABLE.field("supply_address4", text(512).orBlank()).byDefault("").add();
    public static final Field<String> SUPPLY_ADDRESS5 =
            TABLE.field("supply_address5", text(512).orBlank()).byDefault("").add();
    public static final Field<String> SUPPLY_DELIVERY_POINT_IDENTIFIER = TABLE.field(
                    "supply_delivery_point_identifier", text(11))
            .notes("S17")
            .add();
    public static final Field<String> PROPERTY_EXTERNAL_IDENTIFIER =
            TABLE.field("property_external_identifier", text(255)).notes("S63").add();

    public static final Shape SHAPE = TABLE.shape();

    private SupplyAddressFields() {}
}
