package org.accountimport.generator;

import java.util.List;

/**
 * Mistakes in the smaller records of an account: sale, consents, metadata, references, operations team, fields that do
 * not exist. Rules S26, S28, S31 and S54 to S60.
 */
final class RecordMistakes {

    static final List<Mistake> ALL = List.of(
            Mistake.of("sold in the future", Area.SALE, spot -> {
                spot.account()
                        .set("date_of_sale", Spot.inTheFuture(spot.today()).toString());
                spot.breaks(26, "date_of_sale", "date_in_future");
            }),
            Mistake.of("day of sale in Danish notation", Area.SALE, spot -> {
                spot.account().set("date_of_sale", "17/12/1989");
                spot.breaks("date_of_sale", "invalid");
            }),
            Mistake.of("sales channel unknown", Area.SALE, spot -> {
                spot.account().set("sales_channel", spot.random().of("DOOR_TO_DOOR", "direct"));
                spot.breaks("sales_channel", "invalid_choice");
            }),
            Mistake.of(
                    "consent given twice",
                    Area.CONSENTS,
                    "",
                    spot -> spot.account().size("consents") > 0,
                    spot -> {
                        String type = spot.account().item("consents", 0).text("type");
                        Place again = spot.account()
                                .append("consents")
                                .set("type", type)
                                .set("value", "PENDING");
                        spot.consequences().semantic(31, again.attr("type"), "children_with_duplicate_values");
                    }),
            Mistake.of("consent of an unknown type", Area.CONSENTS, "consents", spot -> {
                spot.place().set("type", "MARKETING_FAX");
                spot.breaks("type", "invalid_choice");
            }),
            Mistake.of("consent without its value", Area.CONSENTS, "consents", spot -> {
                spot.place().remove("value");
                spot.breaks("value", "required");
            }),
            Mistake.of("consent signed in the future", Area.CONSENTS, "consents", spot -> {
                spot.place().set("signed_at", Timestamps.at(Spot.inTheFuture(spot.today()), spot.random()));
                spot.breaks(26, "signed_at", "date_in_future");
            }),
            Mistake.of(
                    "metadata key used twice",
                    Area.METADATA,
                    "",
                    spot -> spot.account().size("metadata") > 0,
                    spot -> {
                        Place again = spot.account()
                                .append("metadata")
                                .set("key", "source_system")
                                .set("value", "PANDA");
                        spot.consequences().semantic(28, again.attr("key"), "metadata_has_duplicate_keys");
                    }),
            Mistake.of("metadata key empty", Area.METADATA, "metadata", spot -> {
                spot.place().set("key", "");
                spot.breaks("key", "blank");
            }),
            Mistake.of("metadata without a value", Area.METADATA, "metadata", spot -> {
                spot.place().setNull("value");
                spot.breaks("value", "null");
            }),
            Mistake.of("reference of an unknown namespace", Area.REFERENCES, "references", spot -> {
                spot.place().set("namespace", spot.random().of("norlys.crm", "NORLYS.CRM-ID"));
                spot.breaks(60, "namespace", "invalid_reference_namespace");
            }),
            Mistake.of("reference too long", Area.REFERENCES, "references", spot -> {
                spot.place().set("value", "L" + spot.random().digits(100));
                spot.breaks("value", "max_length");
            }),
            Mistake.of("reference as a number", Area.REFERENCES, "references", spot -> {
                spot.place().set("value", spot.random().between(1, 99_999_999));
                spot.breaks("value", "invalid");
            }),
            Mistake.of(
                    "operations team missing",
                    Area.OPERATIONS_TEAM,
                    "",
                    spot -> spot.supplier().namesOperationsTeam(),
                    spot -> {
                        spot.account().remove("operations_team_name");
                        spot.breaks(54, "operations_team_name", "operations_team_should_be_provided");
                    }),
            Mistake.of(
                    "operations team named though teams are allocated",
                    Area.OPERATIONS_TEAM,
                    "",
                    spot -> !spot.supplier().namesOperationsTeam(),
                    spot -> {
                        spot.account().set("operations_team_name", "Team A");
                        spot.breaks(55, "operations_team_name", "operations_team_provided_when_using_auto_allocation");
                    }),
            Mistake.of(
                    "operations team unknown",
                    Area.OPERATIONS_TEAM,
                    "",
                    spot -> spot.supplier().namesOperationsTeam(),
                    spot -> {
                        spot.account().set("operations_team_name", spot.random().of("Team C", "team a"));
                        spot.breaks(56, "operations_team_name", "operations_team_name_does_not_exist");
                    }),
            Mistake.of("field misspelt", Area.UNKNOWN_FIELDS, spot -> {
                spot.account().set("biling_email", "jens@example.org");
                spot.breaks("biling_email", "unknown_field");
            }),
            Mistake.of("fields of another system", Area.UNKNOWN_FIELDS, spot -> {
                spot.account().set("agreements", "none").set("meter_points", 2);
                spot.breaks("agreements", "unknown_field");
                spot.breaks("meter_points", "unknown_field");
            }));

    private RecordMistakes() {}
}
