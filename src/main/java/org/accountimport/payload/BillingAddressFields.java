package org.accountimport.payload;

import static org.accountimport.payload.ValueType.country;
import static org.accountimport.payload.ValueType.freeObject;
import static org.accountimport.payload.ValueType.text;

/** The fields of billing_address, in the order of rulebook section 4.7. */
public final class BillingAddressFields {

    private static final Shape.Table TABLE = Shape.table("billing_address", "4.7", "billing_address");

    public static final Field<String> NAME = TABLE.field("name", text(512).orBlank())
            .byDefault("")
            .notes("limit ours")
            .add();
    public static final Field<String> ORGANIZATION = TABLE.field(
                    "organization", text(512).orBlank())
            .byDefault("")
            .notes("limit ours")
            .add();
    public static final Field<String> STREET_ADDRESS = TABLE.field(
                    "street_address", text(512).orBlank())
            .byDefault("")
            .notes("limit ours; S14")
            .add();
    public static final Field<String> DEPENDENT_LOCALITY =
            TABLE.field("dependent_locality", text(512).orBlank()).byDefault("").add();
    public static final Field<String> LOCALITY = TABLE.field(
                    "locality", text(512).orBlank())
            .byDefault("")
            .notes("S16 for DK")
            .add();
    public static final Field<String> ADMINISTRATIVE_AREA = TABLE.field(
                    "administrative_area", text(512).orBlank())
            .byDefault("")
            .add();
    public static final Field<String> POSTAL_CODE = TABLE.field(
                    "postal_code", text(512).orBlank())
            .byDefault("")
            .notes("S15, S16")
            .add();
    public static final Field<String> SORTING_CODE =
            TABLE.field("sorting_code", text(512).orBlank()).byDefault("").add();
    public static final Field<String> COUNTRY = TABLE.field("country", country())
            .required()
            .notes("officially assigned ISO 3166-1 alpha-2 code in capitals, else `invalid_choice`")
            .add();
    public static final Field<String> DELIVERY_POINT_IDENTIFIER =
            TABLE.field("delivery_point_identifier", text(11)).notes("S17").add();
    public static final Field<RawJson> STRUCTURED_STREET_ADDRESS = TABLE.field(
                    "structured_street_address", freeObject())
            .nullable()
            .notes("any keys; `{}` counts as not given; S14")
            .add();

    public static final Shape SHAPE = TABLE.shape();

    private BillingAddressFields() {}
}
