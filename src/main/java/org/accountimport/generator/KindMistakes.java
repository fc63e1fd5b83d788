package org.accountimport.generator;

import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Mistakes in what an account is: its type, its occupier, its company data. Rules S05 to S11, S19, S24, S25, S65. */
final class KindMistakes {

    static final List<Mistake> ALL = List.of(
            changingKind(
                    "managed account of a supplier that has none",
                    spot -> !spot.supplier().managedAccounts()
                            && spot.accountType().equals("BUSINESS"),
                    spot -> {
                        spot.account().set("account_type", "MANAGED");
                        spot.breaks(5, "account_type", "managed_accounts_are_not_allowed");
                    }),
            changingKind(
                    "portfolio lead served on paper", spot -> spot.accountType().equals("BUSINESS"), spot -> {
                        spot.account()
                                .set("account_type", "PORTFOLIO_LEAD")
                                .set("communication_preference", "PRINT")
                                .setEmptyList("supply_addresses");
                        spot.breaks(6, "communication_preference", "invalid_portfolio_lead_communication_preference");
                    }),
            changingKind(
                    "portfolio lead that is supplied itself",
                    spot -> spot.accountType().equals("BUSINESS"),
                    spot -> {
                        spot.account().set("account_type", "PORTFOLIO_LEAD");
                        spot.breaks(7, "supply_addresses", "portfolio_lead_has_a_supply_address");
                        if (spot.account().text("communication_preference").equals("PRINT")) {
                            spot.breaks(
                                    6, "communication_preference", "invalid_portfolio_lead_communication_preference");
                        }
                    }),
            changingKind(
                    "system account that is supplied",
                    spot -> spot.accountType().equals("BUSINESS"),
                    spot -> {
                        spot.account().set("account_type", "SYSTEM");
                        spot.breaks(8, "supply_addresses", "system_account_has_a_supply_address");
                    }),
            changingKind("account type unknown", spot -> spot.account().has("account_type"), spot -> {
                spot.account().set("account_type", "PRIVAT");
                spot.breaks("account_type", "invalid_choice");
            }),
            changingKind("occupier told in words", spot -> spot.account().has("unknown_occupier"), spot -> {
                spot.account().set("unknown_occupier", "nej");
                spot.breaks("unknown_occupier", "invalid");
            }),
            changingKind(
                    "customers on the account of an unknown occupier",
                    spot -> spot.account().size("customers") > 0,
                    spot -> {
                        spot.account().set("unknown_occupier", true);
                        spot.breaks(19, "customers", "customer_with_unknown_occupier");
                        if (spot.account().size("supply_addresses") > 1) {
                            spot.breaks(65, "supply_addresses", "occupier_account_with_multiple_supply_addresses");
                        }
                    }),
            changingKind(
                    "unknown occupier of two places",
                    spot -> spot.account().size("supply_addresses") == 1,
                    KindMistakes::plantOccupierOfTwoPlaces),
            changingKind(
                    "domestic account that lost its customers",
                    spot -> spot.account().size("customers") > 0 && spot.isDomestic(),
                    spot -> {
                        spot.account().setEmptyList("customers");
                        spot.breaks(25, "customers", "domestic_account_missing_customers");
                    }),
            changingKind(
                    "business account that lost its customers",
                    spot -> spot.account().size("customers") > 0 && spot.isBusiness(),
                    spot -> {
                        spot.account().remove("customers");
                        spot.breaks(24, "customers", "business_account_missing_customers");
                    }),
            Mistake.of("company number of a domestic account", Area.KIND, "", Spot::isDomestic, spot -> {
                spot.account().set("company_number", CvrNumbers.valid(spot.random()));
                spot.breaks(10, "company_number", "business_fields_provided_for_domestic_accounts");
            }),
            Mistake.of("company moved to a domestic account", Area.KIND, "", Spot::isDomestic, spot -> {
                spot.account()
                        .set("business_type", "SOLE_TRADER")
                        .set("company_number", CvrNumbers.valid(spot.random()));
                spot.breaks(10, "business_type", "business_fields_provided_for_domestic_accounts");
                spot.breaks(10, "company_number", "business_fields_provided_for_domestic_accounts");
            }),
            Mistake.of(
                    "company number with a wrong check digit",
                    Area.KIND,
                    "",
                    spot -> spot.account().has("company_number"),
                    spot -> {
                        spot.account().set("company_number", CvrNumbers.withWrongCheckDigit(spot.random()));
                        spot.breaks(11, "company_number", "invalid_company_number");
                    }),
            Mistake.of(
                    "company number as a number",
                    Area.KIND,
                    "",
                    spot -> spot.account().has("company_number"),
                    spot -> {
                        spot.account().set("company_number", spot.random().between(10_000_000, 99_999_999));
                        spot.breaks("company_number", "invalid");
                    }),
            Mistake.of("communication preference unknown", Area.KIND, spot -> {
                spot.account().set("communication_preference", spot.random().of("EMAIL", "Online", ""));
                spot.breaks("communication_preference", "invalid_choice");
            }));

    private KindMistakes() {}

    /** Half of all rules ask what kind of account it is. */
    private static Mistake changingKind(String name, Predicate<Spot> where, Consumer<Spot> planting) {
        return new Mistake(
                name,
                EnumSet.of(
                        Area.KIND,
                        Area.CUSTOMERS,
                        Area.BILLING_ADDRESS,
                        Area.BILLING_OPTIONS,
                        Area.LEDGERS,
                        Area.SUPPLY_ADDRESSES),
                "",
                where,
                planting);
    }

    private static void plantOccupierOfTwoPlaces(Spot spot) {
        spot.account().set("unknown_occupier", true).remove("customers");
        StreetAddress other = StreetAddress.in(Country.DK, spot.random());
        spot.account()
                .append("supply_addresses")
                .set(
                        "customer_at_supply_address_from_date",
                        spot.today().minusDays(90).toString())
                .set("supply_postcode", other.postcode())
                .set("supply_address1", other.line())
                .set("supply_address2", "baghuset");
        spot.breaks(65, "supply_addresses", "occupier_account_with_multiple_supply_addresses");
    }
}
