package org.accountimport.generator;

import static org.accountimport.generator.Area.BILLING_ADDRESS;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Mistakes in the billing address, of either style. Rules S12 to S18 and the structure of 4.7. */
final class BillingAddressMistakes {

    private static final String ADDRESS = "billing_address";

    private static final String[] NO_DANISH_POSTCODES = {"0799", "900", "90000", "K-2100", "210O"};

    static final List<Mistake> ALL = List.of(
            Mistake.of(
                    "billing address in both styles",
                    BILLING_ADDRESS,
                    "",
                    spot -> spot.account().has(ADDRESS),
                    spot -> {
                        spot.account().set("billing_address1", "Torvet 1").set("billing_postcode", "9000");
                        spot.breaks(12, ADDRESS, "billing_address_new_style_and_legacy");
                    }),
            Mistake.of("billing address missing", BILLING_ADDRESS, "", spot -> !spot.isOccupier(), spot -> {
                PayloadOrder.fields("").stream()
                        .filter(BillingAddressMistakes::isAddressField)
                        .forEach(spot.account()::remove);
                spot.breaks(13, ADDRESS, "billing_address_not_provided");
            }),
            newStyle("street in two forms", spot -> spot.place().gives("street_address"), spot -> {
                spot.place().child("structured_street_address").set("street", "Torvet");
                spot.consequences().semantic(14, ADDRESS, "invalid_address");
            }),
            newStyle("street missing", spot -> spot.place().gives("street_address"), spot -> {
                if (spot.random().percent(50)) {
                    spot.place().remove("street_address");
                } else {
                    spot.place().set("street_address", "").child("structured_street_address");
                }
                spot.consequences().semantic(14, ADDRESS, "invalid_address");
            }),
            danish("postcode that Denmark does not have", spot -> {
                spot.place().set("postal_code", spot.random().of(NO_DANISH_POSTCODES));
                spot.breaks(15, "postal_code", "invalid_postcode");
            }),
            danish("town missing", spot -> {
                spot.place().remove("locality");
                spot.breaks(16, "locality", "invalid_address");
            }),
            danish("town and postcode missing", spot -> {
                spot.place().set("locality", "").remove("postal_code");
                spot.breaks(16, "locality", "invalid_address");
                spot.breaks(16, "postal_code", "invalid_address");
            }),
            newStyle("delivery point with a hyphen", spot -> true, spot -> {
                spot.place().set("delivery_point_identifier", "1234-5678");
                spot.breaks(17, "delivery_point_identifier", "invalid_delivery_point_identifier");
            }),
            newStyle("country missing", spot -> true, spot -> {
                spot.place().remove("country");
                spot.breaks("country", "required");
            }),
            newStyle("country that is no code", spot -> true, spot -> {
                spot.place().set("country", spot.random().of("dk", "XX", "UK"));
                spot.breaks("country", "invalid_choice");
            }),
            newStyle("country as a word", spot -> true, spot -> {
                spot.place().set("country", "Danmark");
                spot.breaks("country", "max_length");
            }),
            legacy("first address line missing", spot -> {
                spot.account().set("billing_address1", "");
                spot.breaks(18, "billing_address1", "invalid_address");
            }),
            legacy("postcode of the old address missing", spot -> {
                spot.account().remove("billing_postcode");
                spot.breaks(18, "billing_postcode", "invalid_address");
            }),
            legacy("nothing but the town of the old address", spot -> {
                spot.account().remove("billing_address1").set("billing_postcode", " ");
                spot.breaks(18, "billing_address1", "invalid_address");
                spot.breaks(18, "billing_postcode", "invalid_address");
            }),
            legacy("postcode of the old address wrong", spot -> {
                spot.account().set("billing_postcode", spot.random().of(NO_DANISH_POSTCODES));
                spot.breaks(15, "billing_postcode", "invalid_postcode");
            }),
            legacy("postcode of the old address as a number", spot -> {
                spot.account().set("billing_postcode", 9000);
                spot.breaks("billing_postcode", "invalid");
            }),
            legacy("delivery point of the old address in small letters", spot -> {
                spot.account().set("billing_delivery_point_identifier", "dk12345");
                spot.breaks(17, "billing_delivery_point_identifier", "invalid_delivery_point_identifier");
            }));

    private BillingAddressMistakes() {}

    private static Mistake newStyle(String name, Predicate<Spot> where, Consumer<Spot> planting) {
        return Mistake.of(name, BILLING_ADDRESS, ADDRESS, where, planting);
    }

    private static Mistake danish(String name, Consumer<Spot> planting) {
        return newStyle(name, spot -> spot.place().text("country").equals("DK"), planting);
    }

    private static Mistake legacy(String name, Consumer<Spot> planting) {
        return Mistake.of(name, BILLING_ADDRESS, "", spot -> spot.account().gives("billing_address3"), planting);
    }

    private static boolean isAddressField(String field) {
        return field.startsWith(ADDRESS)
                || field.equals("billing_postcode")
                || field.equals("billing_delivery_point_identifier");
    }
}
