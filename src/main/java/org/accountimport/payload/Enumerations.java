package org.accountimport.payload;

import java.util.List;
import java.util.Map;

/** The enumerations of rulebook section 4.17, and the countries. */
final class Enumerations {

    /** E1: account_type. */
    static final Choices ACCOUNT_TYPES = Choices.of(
            "DOMESTIC",
            "BUSINESS",
            "MANAGED",
            "PORTFOLIO_LEAD",
            "DOMESTIC_VACANT",
            "BUSINESS_VACANT",
            "DOMESTIC_OCCUPIER",
            "BUSINESS_OCCUPIER",
            "SYSTEM",
            "DOMESTIC_THIRD_PARTY_BILLED",
            "BUSINESS_THIRD_PARTY_BILLED");

    /** E2: business_type. */
    static final Choices BUSINESS_TYPES = Choices.of(
            "SOLE_TRADER",
            "LTD",
            "PARTNERSHIP",
            "CHARITY",
            "PLC",
            "LLP",
            "TRUST",
            "TRADING_AS",
            "GOVERNMENT",
            "NON_PROFIT",
            "CHURCH",
            "HOMEOWNER_ASSOCIATION",
            "TBD",
            "");

    /** E3: sales_channel. */
    static final Choices SALES_CHANNELS = Choices.of(
            "DIRECT",
            "PRICE_COMPARISON",
            "TELESALES",
            "DIGI_TELESALES",
            "EVENTS",
            "FIELD_SALES",
            "AGGREGATOR",
            "PARTNERSHIPS",
            "NEW_TENANT",
            "MOVE_IN",
            "WORKPLACE_POP_UP",
            "BROKER",
            "PARENT_POWER",
            "PEOPLE_POWER",
            "GIFT_OF_KIT",
            "HIGH_REFERRER",
            "SUPPLIER_OF_LAST_RESORT",
            "ACQUISITION",
            "WORKS_WITH_OCTOPUS",
            "LANDLORD",
            "DEBT_COLLECTION_AGENCY",
            "");

    /** E4: pronouns. */
    static final Choices PRONOUNS = Choices.of(
            "OTHER",
            "E_EM_EIR",
            "EY_EM_EIR",
            "FAE_FAER_FAERS",
            "HE_HIM_HIS",
            "PER_PER_PERS",
            "SHE_HER_HERS",
            "THEY_THEM_THEIRS",
            "VE_VER_VIS",
            "XE_XEM_XYR",
            "ZE_HIR_HIRS",
            "ZE_ZIR_ZIRS",
            "ZIE_HIR_HIRS",
            "ZIE_ZIR_ZIRS",
            "");

    /** E5: reason of a PAYMENT. */
    static final Choices PAYMENT_REASONS = Choices.of(
            "ACCOUNT_CHARGE_PAYMENT",
            "BALANCE_ADJUSTMENT",
            "GENERAL_CREDIT",
            "SSD_PAYMENT",
            "DEBT_REPAYMENT",
            "DEPOSIT",
            "SETTLEMENT",
            "BALANCE_THRESHOLD_CROSSED",
            "BILL_ISSUED",
            "PAYMENT_PLAN",
            "REGULAR_SCHEDULE",
            "REPAYMENT_CORRECTION",
            "");

    /** E6: reason of a REPAYMENT. */
    static final Choices REPAYMENT_REASONS = Choices.of(
            "FULL_CREDIT_REFUND",
            "PARTIAL_CREDIT_REFUND",
            "FULL_PREPAYMENT_REFUND",
            "PARTIAL_REPAYMENT_REFUND",
            "FINAL_BALANCE_SETTLEMENT",
            "MISTAKEN_PAYMENT_TAKEN",
            "PAYMENT_CORRECTION",
            "COMPLAINT_COMPENSATION",
            "INDEMNITY_CLAIM",
            "FAILED_PAYMENT",
            "DEPOSIT_RETURN",
            "LATE_FAILED_PAYMENT",
            "CANCELED_BILL",
            "BILLING_ADJUSTMENT",
            "CHARGEBACK",
            "");

    /** E7: reason of a CREDIT (territory-neutral part of a long list). */
    static final Choices CREDIT_REASONS = Choices.of(
            "BALANCE_ADJUSTMENT",
            "BALANCE_TRANSFER",
            "BANK_TRANSFER",
            "CUSTOMER_SERVICE_GESTURE",
            "DEPOSIT",
            "DIRECT_DEBIT_DISCOUNT",
            "JOINING_REWARD",
            "LOYALTY_REWARD",
            "REVERSED_ACCOUNT_CHARGE",
            "CUSTOMER_REIMBURSEMENT",
            "DATA_IMPORT_BALANCE_TRANSFER",
            "DEBIT_BALANCE_TRANSFER",
            "GOODWILL_PAYMENT",
            "IMPORTED_CREDIT",
            "SUPPLEMENTARY_LEDGER_BALANCE_TRANSFER",
            "WRITE_OFF_NEGLIGIBLE_VALUE",
            "WRITE_OFF_UNRECOVERABLE_DEBT",
            "WRITE_OFF_BANKRUPTCY",
            "WRITE_OFF_DECEASED",
            "MIGRATION_ADJUSTMENT");

    /** E8: reason of a CHARGE (likewise). */
    static final Choices CHARGE_REASONS = Choices.of(
            "DEFAULT",
            "BALANCE_TRANSFER",
            "DATA_IMPORT_BALANCE_TRANSFER",
            "DEPOSIT",
            "BALANCE_TRANSFER_FOR_FINAL_BILLED_ACCOUNT",
            "IMPORTED_CHARGE",
            "SUPPLEMENTARY_LEDGER_BALANCE_TRANSFER",
            "REVERSED_ACCOUNT_CREDIT",
            "LATE_PAYMENT_FEE_CHARGE",
            "PAPER_BILL_FEE",
            "REFUND",
            "CARBON_OFFSET",
            "EARLY_TERMINATION_FEE",
            "RECONNECTION_CHARGE",
            "PAYMENT_CORRECTION",
            "MIGRATION_ADJUSTMENT");

    /** E9: payment_type of a PAYMENT. */
    static final Choices PAYMENT_PAYMENT_TYPES = Choices.of(
            "DD_FIRST_COLLECTION",
            "DD_REGULAR_COLLECTION",
            "DD_RE_PRESENTATION",
            "DD_FINAL_COLLECTION",
            "CREDIT_CARD",
            "DEBIT_CARD",
            "CHEQUE",
            "DCA_COLLECTION",
            "CASH",
            "EFT",
            "ERRONEOUS_PAYMENT",
            "");

    /** E10: payment_type of a REPAYMENT. */
    static final Choices REPAYMENT_PAYMENT_TYPES = Choices.of("DIRECT_CREDIT", "CARD_REFUND", "CHEQUE", "");

    /** The types of a transaction (section 4.12). */
    static final Choices TRANSACTION_TYPES = Choices.of("PAYMENT", "REPAYMENT", "CREDIT", "CHARGE");

    /** What a type of transaction accepts as its reason. */
    static final Map<String, Choices> REASONS = Map.of(
            "PAYMENT",
            PAYMENT_REASONS,
            "REPAYMENT",
            REPAYMENT_REASONS,
            "CREDIT",
            CREDIT_REASONS,
            "CHARGE",
            CHARGE_REASONS);

    /** What a type of transaction accepts as its payment type; other types do not know the field. */
    static final Map<String, Choices> PAYMENT_TYPES =
            Map.of("PAYMENT", PAYMENT_PAYMENT_TYPES, "REPAYMENT", REPAYMENT_PAYMENT_TYPES);

    /** The officially assigned codes of ISO 3166-1 alpha-2. */
    static final Choices COUNTRIES = Choices.of(List.of("""
            AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ
            BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
            CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ
            DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
            GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
            HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
            KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
            MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
            NA NC NE NF NG NI NL NO NP NR NU NZ OM
            PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
            SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ
            TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ
            VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
            """.split("\\s+")));

    private Enumerations() {}
}
