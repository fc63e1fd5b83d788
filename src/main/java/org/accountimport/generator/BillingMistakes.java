package org.accountimport.generator;

import static org.accountimport.generator.Area.BILLING_CONTACT;
import static org.accountimport.generator.Area.BILLING_OPTIONS;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.RawValue;

/** Mistakes in who gets the bill and when. Rules S09 and S70 to S74, and the structure of 4.1 and 4.8. */
final class BillingMistakes {

    private static final String OPTIONS = "account_billing_options";

    static final List<Mistake> ALL = List.of(
            Mistake.of("billing name null", BILLING_CONTACT, spot -> {
                spot.account().setNull("billing_name");
                spot.breaks("billing_name", "null");
            }),
            Mistake.of("billing name empty", BILLING_CONTACT, spot -> {
                spot.account().set("billing_name", spot.random().of("", "   "));
                spot.breaks("billing_name", "blank");
            }),
            Mistake.of("half a character", BILLING_CONTACT, spot -> {
                spot.account()
                        .set(
                                "billing_sub_name",
                                JsonNodeFactory.instance.rawValueNode(new RawValue("\"Boet efter \\ud83d\"")));
                spot.breaks("billing_sub_name", "surrogate_characters_not_allowed");
            }),
            Mistake.of(
                    "billing options of a domestic account",
                    BILLING_OPTIONS,
                    "",
                    spot -> spot.isDomestic() && !spot.supplier().domesticBillingOptions(),
                    spot -> {
                        spot.account()
                                .child(OPTIONS)
                                .set("period_length", "MONTHLY")
                                .set("period_start_day", 1);
                        spot.breaks(9, OPTIONS, "account_billing_options_provided_for_domestic_accounts");
                    }),
            Mistake.of("industry billing with a period", BILLING_OPTIONS, OPTIONS, BillingMistakes::hasPeriod, spot -> {
                spot.place().set("use_industry_billing", true);
                spot.breaks(70, "use_industry_billing", "account_billing_options_industry_billing_with_period_data");
            }),
            Mistake.of(
                    "start day of the period missing", BILLING_OPTIONS, OPTIONS, BillingMistakes::hasPeriod, spot -> {
                        spot.place().remove("period_start_day");
                        breaksPeriod(spot);
                    }),
            Mistake.of(
                    "length of the period missing", BILLING_OPTIONS, OPTIONS, BillingMistakes::hasPlainPeriod, spot -> {
                        spot.place().setNull("period_length");
                        breaksPeriod(spot);
                    }),
            Mistake.of(
                    "first month of the quarter missing",
                    BILLING_OPTIONS,
                    OPTIONS,
                    BillingMistakes::isQuarterly,
                    spot -> {
                        spot.place().remove("period_start_month");
                        breaksStartMonth(spot);
                    }),
            Mistake.of(
                    "next due date of the quarter missing",
                    BILLING_OPTIONS,
                    OPTIONS,
                    BillingMistakes::isQuarterly,
                    spot -> {
                        spot.account().remove("next_bill_due_date");
                        breaksDueDate(spot);
                    }),
            Mistake.of("nothing known of the quarter", BILLING_OPTIONS, OPTIONS, BillingMistakes::isQuarterly, spot -> {
                spot.place().remove("period_start_month");
                spot.account().setNull("next_bill_due_date");
                breaksStartMonth(spot);
                breaksDueDate(spot);
            }),
            Mistake.of(
                    "several months without the first one",
                    BILLING_OPTIONS,
                    OPTIONS,
                    BillingMistakes::hasPlainPeriod,
                    spot -> {
                        spot.place().set("period_length_multiplier", 3).setNull("period_start_month");
                        breaksStartMonth(spot);
                    }),
            Mistake.of("start day beyond the 28th", BILLING_OPTIONS, OPTIONS, spot -> {
                spot.place().set("period_start_day", spot.random().between(29, 31));
                spot.breaks("period_start_day", "max_value");
            }),
            Mistake.of("start day 0", BILLING_OPTIONS, OPTIONS, spot -> {
                spot.place().set("period_start_day", 0);
                spot.breaks("period_start_day", "min_value");
            }),
            Mistake.of("start day as text", BILLING_OPTIONS, OPTIONS, spot -> {
                spot.place().set("period_start_day", "1");
                spot.breaks("period_start_day", "invalid");
            }),
            Mistake.of("length of the period unknown", BILLING_OPTIONS, OPTIONS, spot -> {
                spot.place().set("period_length", spot.random().of("YEARLY", "monthly", ""));
                spot.breaks("period_length", "invalid_choice");
            }),
            Mistake.of("billing options as a list", BILLING_OPTIONS, spot -> {
                spot.account().setEmptyList(OPTIONS);
                spot.breaks(OPTIONS, "invalid");
            }));

    private BillingMistakes() {}

    private static boolean hasPeriod(Spot spot) {
        return spot.place().gives("period_length");
    }

    private static boolean isQuarterly(Spot spot) {
        return spot.place().text("period_length").equals("QUARTERLY");
    }

    private static boolean hasPlainPeriod(Spot spot) {
        return spot.place().text("period_length").equals("MONTHLY")
                && !spot.place().gives("period_length_multiplier");
    }

    private static void breaksPeriod(Spot spot) {
        if (spot.isBusiness()) {
            spot.consequences().semantic(72, OPTIONS, "business_account_missing_billing_options");
        } else {
            spot.consequences().semantic(71, OPTIONS, "account_billing_options_period_data_required");
        }
    }

    private static void breaksStartMonth(Spot spot) {
        spot.breaks(73, "period_start_month", "account_billing_options_period_start_month_required");
    }

    private static void breaksDueDate(Spot spot) {
        spot.consequences().semantic(74, "next_bill_due_date", "next_bill_to_date_not_provided_for_quarterly_billing");
    }
}
