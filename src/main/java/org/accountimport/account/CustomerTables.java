package org.accountimport.account;

import java.util.List;
import org.accountimport.database.BinaryCopy;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.AlternativePhoneNumberFields;
import org.accountimport.payload.ConsentFields;
import org.accountimport.payload.CustomerFields;
import org.accountimport.payload.CustomerPreferencesFields;
import org.accountimport.payload.MetadataFields;
import org.accountimport.payload.PayloadObject;
import org.jspecify.annotations.Nullable;

/** Customers with their further e-mail addresses, phone numbers, consents and metadata. */
final class CustomerTables extends AccountRows {

    private static final String BUSINESS_FAMILY_NAME = "Business";

    private final BinaryCopy customers;
    private final BinaryCopy emails;
    private final BinaryCopy phoneNumbers;
    private final BinaryCopy consents;
    private final BinaryCopy metadata;

    CustomerTables() {
        this(
                new BinaryCopy(
                        "account_customer",
                        "account_id",
                        "position",
                        "given_name",
                        "family_name",
                        "email",
                        "mobile",
                        "landline",
                        "date_of_birth",
                        "title",
                        "salutation",
                        "pronouns",
                        "deceased",
                        "label",
                        "opted_into_sms",
                        "opted_into_recommended",
                        "opted_into_updates",
                        "opted_into_third_parties",
                        "opted_into_offers",
                        "opted_into_associated_companies",
                        "opted_into_whatsapp",
                        "is_user_psr_consent_obtained"),
                new BinaryCopy("account_customer_email", "account_id", "customer_position", "position", "email"),
                new BinaryCopy(
                        "account_customer_phone_number", "account_id", "customer_position", "position", "phone_number"),
                new BinaryCopy(
                        "account_customer_consent",
                        "account_id",
                        "customer_position",
                        "position",
                        "type",
                        "value",
                        "signed_at",
                        "description"),
                new BinaryCopy(
                        "account_customer_metadata", "account_id", "customer_position", "position", "key", "value"));
    }

    private CustomerTables(
            BinaryCopy customers,
            BinaryCopy emails,
            BinaryCopy phoneNumbers,
            BinaryCopy consents,
            BinaryCopy metadata) {
        super(customers, emails, phoneNumbers, consents, metadata);
        this.customers = customers;
        this.emails = emails;
        this.phoneNumbers = phoneNumbers;
        this.consents = consents;
        this.metadata = metadata;
    }

    @Override
    void add(NewAccount account) {
        List<PayloadObject> all = account.list(AccountFields.CUSTOMERS);
        for (int position = 0; position < all.size(); position++) {
            PayloadObject customer = all.get(position);
            addCustomer(account, position, customer);
            addEmails(account, position, customer);
            addPhoneNumbers(account, position, customer);
            addConsents(account, position, customer);
            addMetadata(account, position, customer);
        }
    }

    private void addCustomer(NewAccount account, int position, PayloadObject customer) {
        customers
                .row()
                .bigint(account.id())
                .integer(position)
                .text(Normalised.text(customer.get(CustomerFields.GIVEN_NAME)))
                .text(familyName(account, customer))
                .text(Normalised.email(customer.get(CustomerFields.EMAIL)))
                .text(account.phoneNumber(customer.get(CustomerFields.MOBILE)))
                .text(account.phoneNumber(customer.get(CustomerFields.LANDLINE)))
                .date(customer.get(CustomerFields.DATE_OF_BIRTH))
                .text(Normalised.text(customer.get(CustomerFields.TITLE)))
                .text(Normalised.text(customer.get(CustomerFields.SALUTATION)))
                .text(Normalised.text(customer.get(CustomerFields.PRONOUNS)))
                .text(Normalised.text(customer.get(CustomerFields.DECEASED)))
                .text(Normalised.text(customer.get(CustomerFields.LABEL)));
        addPreferences(customer.get(CustomerFields.CUSTOMER_PREFERENCES));
    }

    private static @Nullable String familyName(NewAccount account, PayloadObject customer) {
        String familyName = Normalised.text(customer.get(CustomerFields.FAMILY_NAME));
        return familyName == null && AccountKind.of(account.payload()).isBusiness() ? BUSINESS_FAMILY_NAME : familyName;
    }

    private void addPreferences(@Nullable PayloadObject preferences) {
        if (preferences == null) {
            for (int column = 0; column < 8; column++) {
                customers.bool(null);
            }
            return;
        }
        customers
                .bool(preferences.get(CustomerPreferencesFields.OPTED_INTO_SMS))
                .bool(preferences.get(CustomerPreferencesFields.OPTED_INTO_RECOMMENDED))
                .bool(preferences.get(CustomerPreferencesFields.OPTED_INTO_UPDATES))
                .bool(preferences.get(CustomerPreferencesFields.OPTED_INTO_THIRD_PARTIES))
                .bool(preferences.get(CustomerPreferencesFields.OPTED_INTO_OFFERS))
                .bool(preferences.get(CustomerPreferencesFields.OPTED_INTO_ASSOCIATED_COMPANIES))
                .bool(preferences.get(CustomerPreferencesFields.OPTED_INTO_WHATSAPP))
                .bool(preferences.get(CustomerPreferencesFields.IS_USER_PSR_CONSENT_OBTAINED));
    }

    private void addEmails(NewAccount account, int customerPosition, PayloadObject customer) {
        List<String> all = NewAccount.list(customer, CustomerFields.CONTACT_EMAILS);
        for (int position = 0; position < all.size(); position++) {
            emails.row()
                    .bigint(account.id())
                    .integer(customerPosition)
                    .integer(position)
                    .text(Normalised.email(all.get(position)));
        }
    }

    /** An alternative phone number without a number is nothing to keep. */
    private void addPhoneNumbers(NewAccount account, int customerPosition, PayloadObject customer) {
        List<PayloadObject> all = NewAccount.list(customer, CustomerFields.ALTERNATIVE_PHONE_NUMBERS);
        for (int position = 0; position < all.size(); position++) {
            String phoneNumber = account.phoneNumber(all.get(position).get(AlternativePhoneNumberFields.PHONE_NUMBER));
            if (phoneNumber != null) {
                phoneNumbers
                        .row()
                        .bigint(account.id())
                        .integer(customerPosition)
                        .integer(position)
                        .text(phoneNumber);
            }
        }
    }

    private void addConsents(NewAccount account, int customerPosition, PayloadObject customer) {
        List<PayloadObject> all = NewAccount.list(customer, CustomerFields.CONSENTS);
        for (int position = 0; position < all.size(); position++) {
            PayloadObject consent = all.get(position);
            consents.row()
                    .bigint(account.id())
                    .integer(customerPosition)
                    .integer(position)
                    .text(consent.get(ConsentFields.TYPE))
                    .text(consent.get(ConsentFields.VALUE))
                    .instant(account.timeOrNow(consent.get(ConsentFields.SIGNED_AT)))
                    .text(Normalised.text(consent.get(ConsentFields.DESCRIPTION)));
        }
    }

    private void addMetadata(NewAccount account, int customerPosition, PayloadObject customer) {
        List<PayloadObject> all = NewAccount.list(customer, CustomerFields.METADATA);
        for (int position = 0; position < all.size(); position++) {
            PayloadObject entry = all.get(position);
            metadata.row()
                    .bigint(account.id())
                    .integer(customerPosition)
                    .integer(position)
                    .text(entry.get(MetadataFields.KEY))
                    .bytes(Normalised.json(entry.get(MetadataFields.VALUE)));
        }
    }
}
