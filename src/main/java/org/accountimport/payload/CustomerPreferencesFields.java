package org.accountimport.payload;

import static org.accountimport.payload.ValueType.bool;

/** The fields of customers[].customer_preferences, in the order of rulebook section 4.4. */
public final class CustomerPreferencesFields {

    private static final Shape.Table TABLE =
            Shape.table("customer_preferences", "4.4", "customers[].customer_preferences");

    public static final Field<Boolean> OPTED_INTO_SMS =
            TABLE.field("opted_into_sms", bool()).byDefault(false).add();
    public static final Field<Boolean> OPTED_INTO_RECOMMENDED =
            TABLE.field("opted_into_recommended", bool()).byDefault(true).add();
    public static final Field<Boolean> OPTED_INTO_UPDATES =
            TABLE.field("opted_into_updates", bool()).byDefault(false).add();
    public static final Field<Boolean> OPTED_INTO_THIRD_PARTIES =
            TABLE.field("opted_into_third_parties", bool()).byDefault(false).add();
    public static final Field<Boolean> OPTED_INTO_OFFERS =
            TABLE.field("opted_into_offers", bool()).byDefault(false).add();
    public static final Field<Boolean> OPTED_INTO_ASSOCIATED_COMPANIES = TABLE.field(
                    "opted_into_associated_companies", bool())
            .byDefault(false)
            .add();
    public static final Field<Boolean> OPTED_INTO_WHATSAPP =
            TABLE.field("opted_into_whatsapp", bool()).byDefault(false).add();
    public static final Field<Boolean> IS_USER_PSR_CONSENT_OBTAINED =
            TABLE.field("is_user_psr_consent_obtained", bool()).nullable().add();

    public static final Shape SHAPE = TABLE.shape();

    private CustomerPreferencesFields() {}
}
