package org.accountimport.bench;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** The payload as one would usually declare it: records to bind to, with Bean Validation's annotations for the same limits. */
public final class Bound {

    private Bound() {}

    public record Envelope(@NotNull @Valid Account payload) {}

    public record Account(
            @NotNull @Pattern(regexp = "NORLYS|NORLYS_STRICT") String importSupplier,
            @NotNull @Size(min = 1, max = 128) String externalAccountNumber,
            Boolean unknownOccupier,
            List<@NotNull @Valid Customer> customers,
            @Size(min = 0, max = 254) @Email String billingEmail,
            @Size(min = 1, max = 510) String billingName,
            @Size(min = 1, max = 256) String billingSubName,
            @Size(min = 1, max = 256) String billingAttentionOf,
            @Size(min = 1, max = 256) String billingCustomerReference,
            @Valid BillingAddress billingAddress,
            @Size(min = 0, max = 512) String billingAddress1,
            @Size(min = 0, max = 512) String billingAddress2,
            @Size(min = 0, max = 512) String billingAddress3,
            @Size(min = 0, max = 512) String billingAddress4,
            @Size(min = 0, max = 512) String billingAddress5,
            @Size(min = 0, max = 512) String billingPostcode,
            @Size(min = 1, max = 11) String billingDeliveryPointIdentifier,
            @Valid BillingOptions accountBillingOptions,
            @Pattern(regexp = "DOMESTIC|BUSINESS|MANAGED|PORTFOLIO_LEAD|DOMESTIC_VACANT|BUSINESS_VACANT|DOMESTIC_OCCUPIER|BUSINESS_OCCUPIER|SYSTEM|DOMESTIC_THIRD_PARTY_BILLED|BUSINESS_THIRD_PARTY_BILLED") String accountType,
            @Pattern(regexp = "SOLE_TRADER|LTD|PARTNERSHIP|CHARITY|PLC|LLP|TRUST|TRADING_AS|GOVERNMENT|NON_PROFIT|CHURCH|HOMEOWNER_ASSOCIATION|TBD|") String businessType,
            @Size(min = 1, max = 100) String companyNumber,
            LocalDate dateOfSale,
            @Pattern(regexp = "DIRECT|PRICE_COMPARISON|TELESALES|DIGI_TELESALES|EVENTS|FIELD_SALES|AGGREGATOR|PARTNERSHIPS|NEW_TENANT|MOVE_IN|WORKPLACE_POP_UP|BROKER|PARENT_POWER|PEOPLE_POWER|GIFT_OF_KIT|HIGH_REFERRER|SUPPLIER_OF_LAST_RESORT|ACQUISITION|WORKS_WITH_OCTOPUS|LANDLORD|DEBT_COLLECTION_AGENCY|") String salesChannel,
            @Size(min = 0, max = 255) String salesSubchannel,
            @Pattern(regexp = "ONLINE|PRINT") String communicationPreference,
            @Pattern(regexp = "LARGE_PRINT|BRAILLE|SPOKEN|") String documentAccessibility,
            @Size(min = 1) List<@NotNull @Valid Consent> consents,
            List<@NotNull @Valid Note> notes,
            LocalDate lastBilledToDate,
            LocalDate nextBillDueDate,
            List<@NotNull @Valid Ledger> ledgers,
            @Digits(integer = 10, fraction = 10) BigDecimal transferBalance,
            List<@NotNull @Valid Statement> statements,
            List<@NotNull @Valid Metadata> metadata,
            List<@NotNull @Valid Reference> references,
            @Size(min = 1, max = 255) String operationsTeamName,
            List<@NotNull @Valid SupplyAddress> supplyAddresses) {}

    public record Customer(
            @Size(min = 0, max = 255) String givenName,
            @Size(min = 0, max = 255) String familyName,
            @Size(min = 0, max = 254) @Email String email,
            List<@NotNull @Email @Size(min = 1, max = 254) String> contactEmails,
            @Size(min = 0, max = 32) String mobile,
            @Size(min = 0, max = 32) String landline,
            List<@NotNull @Valid AlternativePhoneNumber> alternativePhoneNumbers,
            LocalDate dateOfBirth,
            @Size(min = 0, max = 20) String title,
            @Size(min = 0, max = 128) String salutation,
            @Pattern(regexp = "OTHER|E_EM_EIR|EY_EM_EIR|FAE_FAER_FAERS|HE_HIM_HIS|PER_PER_PERS|SHE_HER_HERS|THEY_THEM_THEIRS|VE_VER_VIS|XE_XEM_XYR|ZE_HIR_HIRS|ZE_ZIR_ZIRS|ZIE_HIR_HIRS|ZIE_ZIR_ZIRS|") String pronouns,
            @Pattern(regexp = "Reported|Confirmed|") String deceased,
            @Size(min = 0, max = 255) String label,
            @Valid CustomerPreferences customerPreferences,
            @Size(min = 1) List<@NotNull @Valid Consent> consents,
            List<@NotNull @Valid Metadata> metadata) {}

    public record AlternativePhoneNumber(
            @Size(min = 0, max = 32) String phoneNumber) {}

    public record CustomerPreferences(
            Boolean optedIntoSms,
            Boolean optedIntoRecommended,
            Boolean optedIntoUpdates,
            Boolean optedIntoThirdParties,
            Boolean optedIntoOffers,
            Boolean optedIntoAssociatedCompanies,
            Boolean optedIntoWhatsapp,
            Boolean isUserPsrConsentObtained) {}

    public record Consent(
            @NotNull @Pattern(regexp = "MARKETING_EMAIL|MARKETING_SMS|MARKETING_PHONE|DATA_SHARING") String type,
            @NotNull @Pattern(regexp = "ACCEPTED|REJECTED|UNKNOWN|PENDING") String value,
            OffsetDateTime signedAt,
            @Size(min = 1, max = 255) String description) {}

    public record Metadata(
            @NotNull @Size(min = 1, max = 1024) String key,
            @NotNull Object value) {}

    public record BillingAddress(
            @Size(min = 0, max = 512) String name,
            @Size(min = 0, max = 512) String organization,
            @Size(min = 0, max = 512) String streetAddress,
            @Size(min = 0, max = 512) String dependentLocality,
            @Size(min = 0, max = 512) String locality,
            @Size(min = 0, max = 512) String administrativeArea,
            @Size(min = 0, max = 512) String postalCode,
            @Size(min = 0, max = 512) String sortingCode,
            @NotNull @Size(min = 1, max = 2) @Pattern(regexp = "[A-Z]{2}") String country,
            @Size(min = 1, max = 11) String deliveryPointIdentifier,
            Map<String, Object> structuredStreetAddress) {}

    public record BillingOptions(
            @Pattern(regexp = "MONTHLY|QUARTERLY") String periodLength,
            @Min(1L) @Max(12L) Long periodLengthMultiplier,
            @Min(1L) @Max(28L) Long periodStartDay,
            @Min(1L) @Max(12L) Long periodStartMonth,
            Boolean useIndustryBilling) {}

    public record Note(
            String body,
            OffsetDateTime createdAt,
            Boolean isPinned,
            OffsetDateTime unpinAt,
            Boolean isArchived,
            @Size(min = 1, max = 255) String externalId,
            @Size(min = 1) List<@NotNull @Valid DocumentPath> documentPaths) {}

    public record DocumentPath(
            @NotNull @Size(min = 1, max = 1024) String documentPath) {}

    public record Ledger(
            @NotNull @Size(min = 1, max = 255) String ledgerCode,
            @Digits(integer = 10, fraction = 10) BigDecimal lastStatementBalance,
            LocalDate lastStatementClosingDate,
            LocalDate lastStatementIssueDate,
            @NotNull @Digits(integer = 10, fraction = 10) BigDecimal ledgerBalance,
            List<@NotNull @Valid Transaction> currentStatementTransactions,
            List<@NotNull @Valid Transaction> historicalStatementTransactions) {}

    public record Transaction(
            @Size(min = 0, max = 255) String transactionId,
            @NotNull LocalDate transactionDate,
            @NotNull @Digits(integer = 10, fraction = 10) @PositiveOrZero BigDecimal amount,
            @NotNull @Pattern(regexp = "PAYMENT|REPAYMENT|CREDIT|CHARGE") String type,
            @Pattern(regexp = "|ACCOUNT_CHARGE_PAYMENT|BALANCE_ADJUSTMENT|BALANCE_THRESHOLD_CROSSED|BALANCE_TRANSFER|BALANCE_TRANSFER_FOR_FINAL_BILLED_ACCOUNT|BANK_TRANSFER|BILLING_ADJUSTMENT|BILL_ISSUED|CANCELED_BILL|CARBON_OFFSET|CHARGEBACK|COMPLAINT_COMPENSATION|CUSTOMER_REIMBURSEMENT|CUSTOMER_SERVICE_GESTURE|DATA_IMPORT_BALANCE_TRANSFER|DEBIT_BALANCE_TRANSFER|DEBT_REPAYMENT|DEFAULT|DEPOSIT|DEPOSIT_RETURN|DIRECT_DEBIT_DISCOUNT|EARLY_TERMINATION_FEE|FAILED_PAYMENT|FINAL_BALANCE_SETTLEMENT|FULL_CREDIT_REFUND|FULL_PREPAYMENT_REFUND|GENERAL_CREDIT|GOODWILL_PAYMENT|IMPORTED_CHARGE|IMPORTED_CREDIT|INDEMNITY_CLAIM|JOINING_REWARD|LATE_FAILED_PAYMENT|LATE_PAYMENT_FEE_CHARGE|LOYALTY_REWARD|MIGRATION_ADJUSTMENT|MISTAKEN_PAYMENT_TAKEN|PAPER_BILL_FEE|PARTIAL_CREDIT_REFUND|PARTIAL_REPAYMENT_REFUND|PAYMENT_CORRECTION|PAYMENT_PLAN|RECONNECTION_CHARGE|REFUND|REGULAR_SCHEDULE|REPAYMENT_CORRECTION|REVERSED_ACCOUNT_CHARGE|REVERSED_ACCOUNT_CREDIT|SETTLEMENT|SSD_PAYMENT|SUPPLEMENTARY_LEDGER_BALANCE_TRANSFER|WRITE_OFF_BANKRUPTCY|WRITE_OFF_DECEASED|WRITE_OFF_NEGLIGIBLE_VALUE|WRITE_OFF_UNRECOVERABLE_DEBT") String reason,
            @Pattern(regexp = "|CARD_REFUND|CASH|CHEQUE|CREDIT_CARD|DCA_COLLECTION|DD_FINAL_COLLECTION|DD_FIRST_COLLECTION|DD_REGULAR_COLLECTION|DD_RE_PRESENTATION|DEBIT_CARD|DIRECT_CREDIT|EFT|ERRONEOUS_PAYMENT") String paymentType,
            @Size(min = 0, max = 255) String reference,
            String note,
            String displayNote,
            @Size(min = 1, max = 255) String billingDocumentIdentifier,
            List<@NotNull @Valid TaxItem> taxItems) {}

    public record TaxItem(
            @NotNull @Size(min = 1, max = 255) String taxType,
            @NotNull @Pattern(regexp = "PROPORTION|CURRENCY_PER_KWH") String unitType,
            @NotNull @Digits(integer = 15, fraction = 5) BigDecimal rate,
            @NotNull @Digits(integer = 15, fraction = 5) BigDecimal valueTaxed,
            @NotNull @Digits(integer = 10, fraction = 10) BigDecimal amount,
            Map<String, Object> params) {}

    public record Statement(
            @NotNull LocalDate billPeriodFromDate,
            @NotNull LocalDate billPeriodToDate,
            @Size(min = 0, max = 1024) String statementPath,
            @NotNull @Size(min = 1, max = 255) String statementId,
            @Size(min = 0, max = 255) String number,
            LocalDate issuedDate,
            @Min(-999999999999L) @Max(999999999999L) Long grossAmount) {}

    public record Reference(
            @NotNull @Size(min = 1, max = 50) String namespace,
            @NotNull @Size(min = 1, max = 100) String value) {}

    public record SupplyAddress(
            LocalDate primaryPlaceOfResidenceSince,
            @NotNull LocalDate customerAtSupplyAddressFromDate,
            LocalDate customerAtSupplyAddressToDate,
            @NotNull @Size(min = 1, max = 10) String supplyPostcode,
            @NotNull @Size(min = 1, max = 512) String supplyAddress1,
            @Size(min = 0, max = 512) String supplyAddress2,
            @Size(min = 0, max = 512) String supplyAddress3,
            @Size(min = 0, max = 512) String supplyAddress4,
            @Size(min = 0, max = 512) String supplyAddress5,
            @Size(min = 1, max = 11) String supplyDeliveryPointIdentifier,
            @Size(min = 1, max = 255) String propertyExternalIdentifier) {}
}
