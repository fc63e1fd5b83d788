package org.accountimport.validation;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.BillingOptionsFields;
import org.accountimport.payload.PayloadObject;

/**
 * When bills are made: rulebook section 5.4, S70 to S74.
 */
final class BillingOptionRules {

    private BillingOptionRules() {}

    static final Rule INDUSTRY_WITHOUT_PERIOD = Rule.row(
                    Section.BILLING_OPTIONS, 70, "account_billing_options_industry_billing_with_period_data")
            .at(Scope.BILLING_OPTIONS, BillingOptionsFields.USE_INDUSTRY_BILLING)
            .reads(
                    BillingOptionsFields.PERIOD_LENGTH,
                    BillingOptionsFields.PERIOD_LENGTH_MULTIPLIER,
                    BillingOptionsFields.PERIOD_START_DAY,
                    BillingOptionsFields.PERIOD_START_MONTH)
            .when(
                    "it is true and any of `period_length`, `period_length_multiplier`, `period_start_day`,"
                            + " `period_start_month` is given",
                    (options, facts) -> isIndustry(options)
                            && (options.given(BillingOptionsFields.PERIOD_LENGTH)
                                    || options.given(BillingOptionsFields.PERIOD_LENGTH_MULTIPLIER)
                                    || options.given(BillingOptionsFields.PERIOD_START_DAY)
                                    || options.given(BillingOptionsFields.PERIOD_START_MONTH)))
            .detail("Industry billing takes no period");

    static final Rule PERIOD = Rule.row(Section.BILLING_OPTIONS, 71, "account_billing_options_period_data_required")
            .atItself(Scope.BILLING_OPTIONS)
            .reads(
                    BillingOptionsFields.USE_INDUSTRY_BILLING,
                    BillingOptionsFields.PERIOD_LENGTH,
                    BillingOptionsFields.PERIOD_START_DAY,
                    AccountFields.ACCOUNT_TYPE)
            .when(
                    "options are given, `use_industry_billing` is false, `period_length` or `period_start_day` is not given, and"
                            + " it is not a business account",
                    (options, facts) -> lacksPeriod(options) && !facts.isBusiness())
            .detail("Period length and start day are needed");

    static final Rule PERIOD_OF_A_BUSINESS = Rule.row(
                    Section.BILLING_OPTIONS, 72, "business_account_missing_billing_options")
            .atItself(Scope.BILLING_OPTIONS)
            .reads(
                    BillingOptionsFields.USE_INDUSTRY_BILLING,
                    BillingOptionsFields.PERIOD_LENGTH,
                    BillingOptionsFields.PERIOD_START_DAY,
                    AccountFields.ACCOUNT_TYPE)
            .when(
                    "as S71 on a business account (instead of S71)",
                    (options, facts) -> lacksPeriod(options) && facts.isBusiness())
            .detail("A business account needs period length and start day");

    static final Rule START_MONTH = Rule.row(
                    Section.BILLING_OPTIONS, 73, "account_billing_options_period_start_month_required")
            .at(Scope.BILLING_OPTIONS, BillingOptionsFields.PERIOD_START_MONTH)
            .reads(
                    BillingOptionsFields.USE_INDUSTRY_BILLING,
                    BillingOptionsFields.PERIOD_LENGTH,
                    BillingOptionsFields.PERIOD_LENGTH_MULTIPLIER)
            .when(
                    "`use_industry_billing` is false, `period_length` is `QUARTERLY` or `period_length_multiplier` is above 1,"
                            + " and the month is not given",
                    (options, facts) -> !isIndustry(options)
                            && (isQuarterly(options) || spansSeveralPeriods(options))
                            && !options.given(BillingOptionsFields.PERIOD_START_MONTH))
            .detail("The first month of the period is needed");

    static final Rule NEXT_DUE_DATE = Rule.row(
                    Section.BILLING_OPTIONS, 74, "next_bill_to_date_not_provided_for_quarterly_billing")
            .at(Scope.ACCOUNT, AccountFields.NEXT_BILL_DUE_DATE)
            .reads(AccountFields.ACCOUNT_BILLING_OPTIONS)
            .when(
                    "`use_industry_billing` is false, `period_length` is `QUARTERLY`, and the date is not given",
                    (account, facts) -> {
                        PayloadObject options = account.get(AccountFields.ACCOUNT_BILLING_OPTIONS);
                        return options != null
                                && !options.failed(BillingOptionsFields.USE_INDUSTRY_BILLING)
                                && !isIndustry(options)
                                && isQuarterly(options)
                                && !account.given(AccountFields.NEXT_BILL_DUE_DATE);
                    })
            .detail("Quarterly billing needs the next due date");

    private static boolean isIndustry(PayloadObject options) {
        return Boolean.TRUE.equals(options.get(BillingOptionsFields.USE_INDUSTRY_BILLING));
    }

    private static boolean isQuarterly(PayloadObject options) {
        return "QUARTERLY".equals(options.get(BillingOptionsFields.PERIOD_LENGTH));
    }

    private static boolean spansSeveralPeriods(PayloadObject options) {
        Long multiplier = options.get(BillingOptionsFields.PERIOD_LENGTH_MULTIPLIER);
        return multiplier != null && multiplier > 1;
    }

    private static boolean lacksPeriod(PayloadObject options) {
        return !isIndustry(options)
                && !(options.given(BillingOptionsFields.PERIOD_LENGTH)
                        && options.given(BillingOptionsFields.PERIOD_START_DAY));
    }
}
