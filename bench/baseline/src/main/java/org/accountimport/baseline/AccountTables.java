package org.accountimport.baseline;

import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.accountimport.bench.Bound;
import tools.jackson.databind.json.JsonMapper;

/** All that belongs to accounts, in the same tables and columns as Account Import's, parents before children. */
final class AccountTables {

    private final JsonMapper json;
    private final TableWriter accounts;
    private final TableWriter customers;
    private final TableWriter emails;
    private final TableWriter phones;
    private final TableWriter customerConsents;
    private final TableWriter customerMetadata;
    private final TableWriter consents;
    private final TableWriter notes;
    private final TableWriter documents;
    private final TableWriter ledgers;
    private final TableWriter transactions;
    private final TableWriter taxItems;
    private final TableWriter statements;
    private final TableWriter metadata;
    private final TableWriter references;
    private final TableWriter supplyAddresses;

    AccountTables(DataSource source, JsonMapper json) {
        this.json = json;
        accounts = TableWriter.insert(
                source, "account", "id", "import_process_id", "account_number", "import_supplier",
                "external_account_number", "account_type", "unknown_occupier", "business_type", "company_number",
                "date_of_sale", "sales_channel", "sales_subchannel", "communication_preference",
                "document_accessibility", "billing_email", "billing_name", "billing_sub_name", "billing_attention_of",
                "billing_customer_reference", "billing_address_name", "billing_address_organization",
                "billing_address_street_address", "billing_address_structured_street_address::json",
                "billing_address_dependent_locality", "billing_address_locality",
                "billing_address_administrative_area", "billing_address_postal_code", "billing_address_sorting_code",
                "billing_address_country", "billing_address_delivery_point_identifier", "billing_address1",
                "billing_address2", "billing_address3", "billing_address4", "billing_address5", "billing_postcode",
                "billing_delivery_point_identifier", "billing_period_length", "billing_period_length_multiplier",
                "billing_period_start_day", "billing_period_start_month", "use_industry_billing",
                "last_billed_to_date", "next_bill_due_date", "transfer_balance", "operations_team_name");
        customers = TableWriter.insert(
                source, "account_customer", "account_id", "position", "given_name", "family_name", "email", "mobile",
                "landline", "date_of_birth", "title", "salutation", "pronouns", "deceased", "label", "opted_into_sms",
                "opted_into_recommended", "opted_into_updates", "opted_into_third_parties", "opted_into_offers",
                "opted_into_associated_companies", "opted_into_whatsapp", "is_user_psr_consent_obtained");
        emails = TableWriter.insert(
                source, "account_customer_email", "account_id", "customer_position", "position", "email");
        phones = TableWriter.insert(
                source, "account_customer_phone_number", "account_id", "customer_position", "position", "phone_number");
        customerConsents = TableWriter.insert(
                source, "account_customer_consent", "account_id", "customer_position", "position", "type", "value",
                "signed_at", "description");
        customerMetadata = TableWriter.insert(
                source, "account_customer_metadata", "account_id", "customer_position", "position", "key",
                "value::json");
        consents = TableWriter.insert(
                source, "account_consent", "account_id", "position", "type", "value", "signed_at", "description");
        notes = TableWriter.insert(
                source, "account_note", "account_id", "position", "body", "created_at", "is_pinned", "unpin_at",
                "is_archived", "external_id");
        documents = TableWriter.insert(
                source, "account_note_document", "account_id", "note_position", "position", "document_path");
        ledgers = TableWriter.insert(
                source, "account_ledger", "account_id", "position", "ledger_code", "ledger_balance",
                "last_statement_balance", "last_statement_closing_date", "last_statement_issue_date");
        transactions = TableWriter.insert(
                source, "account_ledger_transaction", "account_id", "ledger_position", "historical", "position",
                "transaction_id", "transaction_date", "amount", "type", "reason", "payment_type", "reference", "note",
                "display_note", "billing_document_identifier");
        taxItems = TableWriter.insert(
                source, "account_ledger_transaction_tax_item", "account_id", "ledger_position", "historical",
                "transaction_position", "position", "tax_type", "unit_type", "rate", "value_taxed", "amount",
                "params::json");
        statements = TableWriter.insert(
                source, "account_statement", "account_id", "position", "statement_id", "bill_period_from_date",
                "bill_period_to_date", "statement_path", "number", "issued_date", "gross_amount");
        metadata = TableWriter.insert(source, "account_metadata", "account_id", "position", "key", "value::json");
        references = TableWriter.insert(
                source, "account_reference", "account_id", "position", "import_supplier", "namespace", "value",
                "repeated");
        supplyAddresses = TableWriter.insert(
                source, "account_supply_address", "account_id", "position", "primary_place_of_residence_since",
                "customer_at_supply_address_from_date", "customer_at_supply_address_to_date", "supply_postcode",
                "supply_address1", "supply_address2", "supply_address3", "supply_address4", "supply_address5",
                "supply_delivery_point_identifier", "property_external_identifier");
    }

    static String number(long id) {
        return "A-%08X".formatted(id);
    }

    void write() throws Exception {
        for (TableWriter table : List.of(
                accounts, customers, emails, phones, customerConsents, customerMetadata, consents, notes, documents,
                ledgers, transactions, taxItems, statements, metadata, references, supplyAddresses)) {
            table.write();
        }
    }

    /** The account gets the id of its process, which saves a query for ids. */
    void add(long id, Bound.Account account) {
        addAccount(id, account);
        each(account.customers(), (position, customer) -> addCustomer(id, position, customer));
        each(account.consents(), (position, consent) -> consents.add(
                id, position, consent.type(), consent.value(), orNow(consent.signedAt()), consent.description()));
        each(account.notes(), (position, note) -> addNote(id, position, note));
        each(account.ledgers(), (position, ledger) -> addLedger(id, position, ledger));
        each(account.statements(), (position, statement) -> statements.add(
                id, position, statement.statementId(), statement.billPeriodFromDate(), statement.billPeriodToDate(),
                statement.statementPath(), statement.number(), statement.issuedDate(), statement.grossAmount()));
        each(account.metadata(), (position, entry) -> metadata.add(id, position, entry.key(), text(entry.value())));
        each(account.references(), (position, reference) -> references.add(
                id, position, account.importSupplier(), reference.namespace(), reference.value(), false));
        each(account.supplyAddresses(), (position, address) -> supplyAddresses.add(
                id, position, address.primaryPlaceOfResidenceSince(), address.customerAtSupplyAddressFromDate(),
                address.customerAtSupplyAddressToDate(), address.supplyPostcode(), address.supplyAddress1(),
                address.supplyAddress2(), address.supplyAddress3(), address.supplyAddress4(),
                address.supplyAddress5(), address.supplyDeliveryPointIdentifier(),
                address.propertyExternalIdentifier()));
    }

    private void addAccount(long id, Bound.Account account) {
        Bound.BillingAddress address = account.billingAddress();
        Bound.BillingOptions options = account.accountBillingOptions();
        boolean hasAddress = address != null;
        boolean hasOptions = options != null;
        accounts.add(
                id, id, number(id), account.importSupplier(), account.externalAccountNumber(),
                account.accountType() == null ? "DOMESTIC" : account.accountType(),
                Boolean.TRUE.equals(account.unknownOccupier()), account.businessType(), account.companyNumber(),
                account.dateOfSale(), account.salesChannel(), account.salesSubchannel(),
                account.communicationPreference() == null ? "ONLINE" : account.communicationPreference(),
                account.documentAccessibility(), account.billingEmail(), account.billingName(),
                account.billingSubName(), account.billingAttentionOf(), account.billingCustomerReference(),
                hasAddress ? address.name() : null, hasAddress ? address.organization() : null,
                hasAddress ? address.streetAddress() : null,
                hasAddress && address.structuredStreetAddress() != null
                        ? text(address.structuredStreetAddress()) : null,
                hasAddress ? address.dependentLocality() : null, hasAddress ? address.locality() : null,
                hasAddress ? address.administrativeArea() : null, hasAddress ? address.postalCode() : null,
                hasAddress ? address.sortingCode() : null, hasAddress ? address.country() : null,
                hasAddress ? address.deliveryPointIdentifier() : null, account.billingAddress1(),
                account.billingAddress2(), account.billingAddress3(), account.billingAddress4(),
                account.billingAddress5(), account.billingPostcode(), account.billingDeliveryPointIdentifier(),
                hasOptions ? options.periodLength() : null, hasOptions ? options.periodLengthMultiplier() : null,
                hasOptions ? options.periodStartDay() : null, hasOptions ? options.periodStartMonth() : null,
                hasOptions ? options.useIndustryBilling() : null, account.lastBilledToDate(),
                account.nextBillDueDate(), account.transferBalance(), account.operationsTeamName());
    }

    private void addCustomer(long id, int position, Bound.Customer customer) {
        Bound.CustomerPreferences preferences = customer.customerPreferences();
        boolean has = preferences != null;
        customers.add(
                id, position, customer.givenName(), customer.familyName(), customer.email(),
                AccountProcessor.e164(customer.mobile()), AccountProcessor.e164(customer.landline()),
                customer.dateOfBirth(), customer.title(), customer.salutation(), customer.pronouns(),
                customer.deceased(), customer.label(), has ? preferences.optedIntoSms() : null,
                has ? preferences.optedIntoRecommended() : null, has ? preferences.optedIntoUpdates() : null,
                has ? preferences.optedIntoThirdParties() : null, has ? preferences.optedIntoOffers() : null,
                has ? preferences.optedIntoAssociatedCompanies() : null, has ? preferences.optedIntoWhatsapp() : null,
                has ? preferences.isUserPsrConsentObtained() : null);
        each(customer.contactEmails(), (at, email) -> emails.add(id, position, at, email));
        each(customer.alternativePhoneNumbers(), (at, number) -> {
            if (number.phoneNumber() != null && !number.phoneNumber().isEmpty()) {
                phones.add(id, position, at, AccountProcessor.e164(number.phoneNumber()));
            }
        });
        each(customer.consents(), (at, consent) -> customerConsents.add(
                id, position, at, consent.type(), consent.value(), orNow(consent.signedAt()), consent.description()));
        each(customer.metadata(), (at, entry) -> customerMetadata.add(
                id, position, at, entry.key(), text(entry.value())));
    }

    private void addNote(long id, int position, Bound.Note note) {
        notes.add(
                id, position, note.body(), orNow(note.createdAt()), Boolean.TRUE.equals(note.isPinned()),
                note.unpinAt(), Boolean.TRUE.equals(note.isArchived()), note.externalId());
        each(note.documentPaths(), (at, document) -> documents.add(id, position, at, document.documentPath()));
    }

    private void addLedger(long id, int position, Bound.Ledger ledger) {
        ledgers.add(
                id, position, ledger.ledgerCode(), ledger.ledgerBalance(), ledger.lastStatementBalance(),
                ledger.lastStatementClosingDate(), ledger.lastStatementIssueDate());
        addTransactions(id, position, false, ledger.currentStatementTransactions());
        addTransactions(id, position, true, ledger.historicalStatementTransactions());
    }

    private void addTransactions(long id, int ledger, boolean historical, List<Bound.Transaction> all) {
        each(all, (position, transaction) -> {
            transactions.add(
                    id, ledger, historical, position, transaction.transactionId(), transaction.transactionDate(),
                    transaction.amount(), transaction.type(), transaction.reason(), transaction.paymentType(),
                    transaction.reference(), transaction.note(), transaction.displayNote(),
                    transaction.billingDocumentIdentifier());
            each(transaction.taxItems(), (at, item) -> taxItems.add(
                    id, ledger, historical, position, at, item.taxType(), item.unitType(), item.rate(),
                    item.valueTaxed(), item.amount(), item.params() == null ? "{}" : text(item.params())));
        });
    }

    private String text(Object value) {
        return json.writeValueAsString(value);
    }

    private static OffsetDateTime orNow(OffsetDateTime time) {
        return time == null ? OffsetDateTime.now() : time;
    }

    private interface Row<T> {
        void add(int position, T item);
    }

    private static <T> void each(List<T> items, Row<T> row) {
        if (items != null) {
            for (int position = 0; position < items.size(); position++) {
                row.add(position, items.get(position));
            }
        }
    }
}
