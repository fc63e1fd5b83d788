package org.accountimport.generator;

import static org.accountimport.generator.Area.SUPPLY_ADDRESSES;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Mistakes in supply addresses. Rules S15, S17, S59, S62 to S64 and S66, and the structure of 4.16. */
final class SupplyMistakes {

    private static final String PLACES = "supply_addresses";
    private static final String FROM = "customer_at_supply_address_from_date";
    private static final String TO = "customer_at_supply_address_to_date";

    static final List<Mistake> ALL = List.of(
            Mistake.of("postcode of a supply address wrong", SUPPLY_ADDRESSES, PLACES, spot -> {
                spot.place().set("supply_postcode", spot.random().of("0500", "87OO", "DK9000", "21000"));
                spot.breaks(15, "supply_postcode", "invalid_postcode");
            }),
            Mistake.of("postcode of a supply address as a number", SUPPLY_ADDRESSES, PLACES, spot -> {
                spot.place().set("supply_postcode", 8700);
                spot.breaks("supply_postcode", "invalid");
            }),
            Mistake.of("delivery point with a blank", SUPPLY_ADDRESSES, PLACES, spot -> {
                spot.place().set("supply_delivery_point_identifier", "DK 1234567");
                spot.breaks(17, "supply_delivery_point_identifier", "invalid_delivery_point_identifier");
            }),
            Mistake.of("delivery point too long", SUPPLY_ADDRESSES, PLACES, spot -> {
                spot.place().set("supply_delivery_point_identifier", "571313100000012345");
                spot.breaks("supply_delivery_point_identifier", "max_length");
            }),
            new Mistake(
                    "left before moving in",
                    EnumSet.of(SUPPLY_ADDRESSES, Area.LEDGERS),
                    PLACES,
                    spot -> !spot.supplier().supplyAddressHistory()
                            || spot.account().gives("last_billed_to_date"),
                    spot -> {
                        LocalDate from = LocalDate.parse(spot.place().text(FROM));
                        spot.place().set(TO, from.minusDays(1).toString());
                        spot.breaks(59, TO, "start_date_later_than_end_date");
                    }),
            new Mistake(
                    "left before everything was billed",
                    EnumSet.of(SUPPLY_ADDRESSES, Area.LEDGERS),
                    PLACES,
                    spot -> spot.supplier().supplyAddressHistory(),
                    spot -> {
                        spot.place().set(TO, spot.today().minusDays(3).toString());
                        spot.breaks(66, TO, "unbilled_former_supply_address");
                    }),
            Mistake.of("house number without a street", SUPPLY_ADDRESSES, PLACES, spot -> {
                spot.place().set("supply_address1", spot.random().of("12", "12-14", "?"));
                spot.breaks(62, "supply_address1", "invalid_address");
            }),
            Mistake.of("supply address without its street", SUPPLY_ADDRESSES, PLACES, spot -> {
                if (spot.random().percent(50)) {
                    spot.place().remove("supply_address1");
                    spot.breaks("supply_address1", "required");
                } else {
                    spot.place().set("supply_address1", " ");
                    spot.breaks("supply_address1", "blank");
                }
            }),
            Mistake.of("day of moving in missing", SUPPLY_ADDRESSES, PLACES, spot -> {
                spot.place().remove(FROM);
                spot.breaks(FROM, "required");
            }),
            Mistake.of("meter points inside a supply address", SUPPLY_ADDRESSES, PLACES, spot -> {
                spot.place().append("meter_points").set("gsrn", "571313100000000000");
                spot.breaks("meter_points", "unknown_field");
            }),
            Mistake.of(
                    "one property at two addresses",
                    SUPPLY_ADDRESSES,
                    PLACES,
                    spot -> spot.account().size(PLACES) > 1 && isFirst(spot),
                    spot -> {
                        spot.account()
                                .all(PLACES)
                                .forEach(place -> place.set("property_external_identifier", "PROP-1"));
                        spot.consequences()
                                .semantic(
                                        63,
                                        PLACES + ".1.property_external_identifier",
                                        "duplicate_property_external_identifiers");
                    }),
            Mistake.of(
                    "supply address twice, written differently",
                    SUPPLY_ADDRESSES,
                    PLACES,
                    spot -> !spot.isOccupier() && isFirst(spot),
                    SupplyMistakes::repeatAddress));

    private SupplyMistakes() {}

    private static boolean isFirst(Spot spot) {
        return spot.place().path().equals(PLACES + ".0");
    }

    private static void repeatAddress(Spot spot) {
        Place original = spot.place();
        Place copy = spot.account().append(PLACES);
        copy.set(FROM, original.text(FROM));
        copy.set("supply_postcode", original.text("supply_postcode"));
        copy.set(
                "supply_address1",
                original.text("supply_address1").toUpperCase(Locale.ROOT).replace(" ", "  "));
        copy.set("supply_address2", original.text("supply_address2").toLowerCase(Locale.ROOT));
        spot.consequences().semantic(64, copy.attr("supply_address1"), "duplicate_supply_addresses_found");
    }
}
