package org.accountimport.account;

import static org.accountimport.payload.AccountFields.ACCOUNT_BILLING_OPTIONS;
import static org.accountimport.payload.AccountFields.ACCOUNT_TYPE;
import static org.accountimport.payload.AccountFields.BILLING_ADDRESS;
import static org.accountimport.payload.AccountFields.BILLING_ADDRESS1;
import static org.accountimport.payload.AccountFields.BILLING_ADDRESS2;
import static org.accountimport.payload.AccountFields.BILLING_ADDRESS3;
import static org.accountimport.payload.AccountFields.BILLING_ADDRESS4;
import static org.accountimport.payload.AccountFields.BILLING_ADDRESS5;
import static org.accountimport.payload.AccountFields.BILLING_ATTENTION_OF;
import static org.accountimport.payload.AccountFields.BILLING_CUSTOMER_REFERENCE;
import static org.accountimport.payload.AccountFields.BILLING_DELIVERY_POINT_IDENTIFIER;
import static org.accountimport.payload.AccountFields.BILLING_EMAIL;
import static org.accountimport.payload.AccountFields.BILLING_NAME;
import static org.accountimport.payload.AccountFields.BILLING_POSTCODE;
import static org.accountimport.payload.AccountFields.BILLING_SUB_NAME;
import static org.accountimport.payload.AccountFields.BUSINESS_TYPE;
import static org.accountimport.payload.AccountFields.COMMUNICATION_PREFERENCE;
import static org.accountimport.payload.AccountFields.COMPANY_NUMBER;
import static org.accountimport.payload.AccountFields.DATE_OF_SALE;
import static org.accountimport.payload.AccountFields.DOCUMENT_ACCESSIBILITY;
import static org.accountimport.payload.AccountFields.EXTERNAL_ACCOUNT_NUMBER;
import static org.accountimport.payload.AccountFields.LAST_BILLED_TO_DATE;
import static org.accountimport.payload.AccountFields.NEXT_BILL_DUE_DATE;
import static org.accountimport.payload.AccountFields.OPERATIONS_TEAM_NAME;
import static org.accountimport.payload.AccountFields.SALES_CHANNEL;
import static org.accountimport.payload.AccountFields.SALES_SUBCHANNEL;
import static org.accountimport.payload.AccountFields.SUPPLY_ADDRESSES;
import static org.accountimport.payload.AccountFields.TRANSFER_BALANCE;
import static org.accountimport.payload.AccountFields.UNKNOWN_OCCUPIER;

import java.util.List;
import org.accountimport.database.BinaryCopy;
import org.accountimport.payload.BillingAddressFields;
import org.accountimport.payload.BillingOptionsFields;
import org.accountimport.payload.Field;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.SupplyAddressFields;
import org.jspecify.annotations.Nullable;

/** Table {@code account}: the account itself, its billing address and its billing options. */
final class AccountTable extends AccountRows {

    private static final List<Field<String>> LEGACY_LINES =
            List.of(BILLING_ADDRESS1, BILLING_ADDRESS2, BILLING_ADDRESS3, BILLING_ADDRESS4, BILLING_ADDRESS5);
    private static final List<Field<String>> SUPPLY_LINES = List.of(
            SupplyAddressFields.SUPPLY_ADDRESS1,
            SupplyAddressFields.SUPPLY_ADDRESS2,
            SupplyAddressFields.SUPPLY_ADDRESS3,
            SupplyAddressFields.SUPPLY_ADDRESS4,
            SupplyAddressFields.SUPPLY_ADDRESS5);

    private final BinaryCopy accounts;

    AccountTable() {
        this(new BinaryCopy(
                "account",
                "id",
                "import_process_id",
                "account_number",
                "import_supplier",
                "external_account_number",
                "account_type",
                "unknown_occupier",
                "business_type",
                "company_number",
                "date_of_sale",
                "sales_channel",
                "sales_subchannel",
                "communication_preference",
                "document_accessibility",
                "billing_email",
                "billing_name",
                "billing_sub_name",
                "billing_attention_of",
                "billing_customer_reference",
                "billing_address_name",
                "billing_address_organization",
                "billing_address_street_address",
                "billing_address_structured_street_address",
                "billing_address_dependent_locality",
                "billing_address_locality",
                "billing_address_administrative_area",
                "billing_address_postal_code",
                "billing_address_sorting_code",
                "billing_address_country",
                "billing_address_delivery_point_identifier",
                "billing_address1",
                "billing_address2",
                "billing_address3",
                "billing_address4",
                "billing_address5",
                "billing_postcode",
                "billing_delivery_point_identifier",
                "billing_period_length",
                "billing_period_length_multiplier",
                "billing_period_start_day",
                "billing_period_start_month",
                "use_industry_billing",
                "last_billed_to_date",
                "next_bill_due_date",
                "transfer_balance",
                "operations_team_name"));
    }

    private AccountTable(BinaryCopy accounts) {
        super(accounts);
        this.accounts = accounts;
    }

    @Override
    void add(NewAccount account) {
        PayloadObject payload = account.payload();
        accounts.row()
                .bigint(account.id())
                .bigint(account.importProcessId())
                .text(account.number().accountNumber())
                .text(account.importSupplier())
                .text(payload.get(EXTERNAL_ACCOUNT_NUMBER))
                .text(payload.get(ACCOUNT_TYPE))
                .bool(Boolean.TRUE.equals(payload.get(UNKNOWN_OCCUPIER)))
                .text(Normalised.text(payload.get(BUSINESS_TYPE)))
                .text(Normalised.companyNumber(payload.get(COMPANY_NUMBER)))
                .date(payload.get(DATE_OF_SALE))
                .text(salesChannel(account))
                .text(salesSubchannel(account))
                .text(payload.get(COMMUNICATION_PREFERENCE))
                .text(Normalised.text(payload.get(DOCUMENT_ACCESSIBILITY)))
                .text(Normalised.email(payload.get(BILLING_EMAIL)))
                .text(Normalised.text(payload.get(BILLING_NAME)))
                .text(Normalised.text(payload.get(BILLING_SUB_NAME)))
                .text(Normalised.text(payload.get(BILLING_ATTENTION_OF)))
                .text(Normalised.text(payload.get(BILLING_CUSTOMER_REFERENCE)));
        addBillingAddress(payload.get(BILLING_ADDRESS));
        addLegacyAddress(account);
        addBillingOptions(account);
        accounts.date(payload.get(LAST_BILLED_TO_DATE))
                .date(payload.get(NEXT_BILL_DUE_DATE))
                .numeric(Normalised.decimal(payload.get(TRANSFER_BALANCE)))
                .text(Normalised.text(payload.get(OPERATIONS_TEAM_NAME)));
    }

    private static @Nullable String salesChannel(NewAccount account) {
        PayloadObject payload = account.payload();
        return payload.present(SALES_CHANNEL)
                ? Normalised.text(payload.get(SALES_CHANNEL))
                : account.settings().defaultSalesChannel();
    }

    private static @Nullable String salesSubchannel(NewAccount account) {
        return account.settings().overrideSalesSubchannel()
                ? account.importSupplier()
                : Normalised.text(account.payload().get(SALES_SUBCHANNEL));
    }

    private void addBillingAddress(@Nullable PayloadObject address) {
        if (address == null) {
            for (int column = 0; column < 11; column++) {
                accounts.text(null);
            }
            return;
        }
        String country = address.get(BillingAddressFields.COUNTRY);
        accounts.text(Normalised.text(address.get(BillingAddressFields.NAME)))
                .text(Normalised.text(address.get(BillingAddressFields.ORGANIZATION)))
                .text(Normalised.text(address.get(BillingAddressFields.STREET_ADDRESS)))
                .bytes(
                        address.given(BillingAddressFields.STRUCTURED_STREET_ADDRESS)
                                ? Normalised.json(address.get(BillingAddressFields.STRUCTURED_STREET_ADDRESS))
                                : null)
                .text(Normalised.text(address.get(BillingAddressFields.DEPENDENT_LOCALITY)))
                .text(Normalised.text(address.get(BillingAddressFields.LOCALITY)))
                .text(Normalised.text(address.get(BillingAddressFields.ADMINISTRATIVE_AREA)))
                .text(Normalised.postcode(
                        address.get(BillingAddressFields.POSTAL_CODE), country == null ? "" : country))
                .text(Normalised.text(address.get(BillingAddressFields.SORTING_CODE)))
                .text(country)
                .text(Normalised.text(address.get(BillingAddressFields.DELIVERY_POINT_IDENTIFIER)));
    }

    /** The legacy lines; for an unknown occupier without a billing address, the only supply address stands there. */
    private void addLegacyAddress(NewAccount account) {
        PayloadObject payload = account.payload();
        String country = account.settings().defaultCountry();
        PayloadObject supplyAddress = supplyAddressToBill(payload);
        if (supplyAddress == null) {
            LEGACY_LINES.forEach(line -> accounts.text(Normalised.text(payload.get(line))));
            accounts.text(Normalised.postcode(payload.get(BILLING_POSTCODE), country))
                    .text(Normalised.text(payload.get(BILLING_DELIVERY_POINT_IDENTIFIER)));
        } else {
            SUPPLY_LINES.forEach(line -> accounts.text(Normalised.text(supplyAddress.get(line))));
            accounts.text(Normalised.postcode(supplyAddress.get(SupplyAddressFields.SUPPLY_POSTCODE), country))
                    .text(Normalised.text(supplyAddress.get(SupplyAddressFields.SUPPLY_DELIVERY_POINT_IDENTIFIER)));
        }
    }

    private static @Nullable PayloadObject supplyAddressToBill(PayloadObject payload) {
        List<PayloadObject> supplyAddresses = NewAccount.list(payload, SUPPLY_ADDRESSES);
        boolean billed = payload.given(BILLING_ADDRESS)
                || LEGACY_LINES.stream().anyMatch(payload::given)
                || payload.given(BILLING_POSTCODE)
                || payload.given(BILLING_DELIVERY_POINT_IDENTIFIER);
        return !billed && supplyAddresses.size() == 1 && AccountKind.of(payload).isOccupier()
                ? supplyAddresses.get(0)
                : null;
    }

    /** A business account without options is billed monthly from the first. */
    private void addBillingOptions(NewAccount account) {
        PayloadObject options = account.payload().get(ACCOUNT_BILLING_OPTIONS);
        if (options != null) {
            accounts.text(options.get(BillingOptionsFields.PERIOD_LENGTH))
                    .smallint(options.get(BillingOptionsFields.PERIOD_LENGTH_MULTIPLIER))
                    .smallint(options.get(BillingOptionsFields.PERIOD_START_DAY))
                    .smallint(options.get(BillingOptionsFields.PERIOD_START_MONTH))
                    .bool(Boolean.TRUE.equals(options.get(BillingOptionsFields.USE_INDUSTRY_BILLING)));
        } else if (AccountKind.of(account.payload()).isBusiness()) {
            accounts.text("MONTHLY").smallint(null).smallint(1L).smallint(null).bool(false);
        } else {
            accounts.text(null).smallint(null).smallint(null).smallint(null).bool(null);
        }
    }
}
