package org.accountimport.generator;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code supply_addresses}: where the energy goes, now and before the last move. Source: rulebook, 4.16. */
final class SupplyPart {

    private SupplyPart() {}

    static void write(ObjectNode account, AccountFacts facts, SeededRandom random) {
        ArrayNode addresses = account.putArray("supply_addresses");
        LocalDate since = facts.customerSince();
        boolean moved = !facts.kind().isOccupier() && random.percent(8);
        if (moved) {
            LocalDate movedOn = since.plusDays(random.between(100, 400));
            StreetAddress former = differentFrom(facts.home(), random);
            boolean billed = facts.billedTo() != null || !facts.supplier().supplyAddressHistory();
            writeAddress(addresses.addObject(), former, since, billed ? movedOn : null, facts, random);
            since = movedOn;
        }
        ObjectNode current = addresses.addObject();
        writeAddress(current, facts.home(), since, null, facts, random);
        if (random.percent(40)) {
            current.put("property_external_identifier", "PROP-" + facts.sequence());
        }
    }

    private static StreetAddress differentFrom(StreetAddress home, SeededRandom random) {
        StreetAddress other;
        do {
            other = StreetAddress.in(Country.DK, random);
        } while (other.postcode().equals(home.postcode()));
        return other;
    }

    private static void writeAddress(
            ObjectNode address,
            StreetAddress place,
            LocalDate from,
            @Nullable LocalDate to,
            AccountFacts facts,
            SeededRandom random) {
        if (facts.kind().isDomestic() && random.percent(60)) {
            address.put("primary_place_of_residence_since", from.toString());
        }
        address.put("customer_at_supply_address_from_date", from.toString());
        if (to != null) {
            address.put("customer_at_supply_address_to_date", to.toString());
        } else {
            Gap.nothing(address, "customer_at_supply_address_to_date", random);
        }
        address.put("supply_postcode", place.postcodeAsWritten(random));
        address.put("supply_address1", place.street() + " " + place.houseNumber());
        if (place.floor().isEmpty()) {
            Gap.blank(address, "supply_address2", random);
        } else {
            address.put("supply_address2", place.floor());
        }
        if (random.percent(40)) {
            address.put("supply_address3", place.town());
        }
        Gap.blank(address, "supply_address4", random);
        Gap.blank(address, "supply_address5", random);
        if (random.percent(25)) {
            address.put("supply_delivery_point_identifier", BillingPart.deliveryPoint(random));
        }
    }
}
