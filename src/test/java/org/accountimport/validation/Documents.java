package org.accountimport.validation;

import java.util.List;
import java.util.stream.Collectors;
import org.accountimport.payload.AccountSchema;
import org.accountimport.payload.Field;
import org.accountimport.payload.RawJson;
import org.accountimport.payload.StructuralCode;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the reference documents from the definitions. Examples are worked cases, so each of them is known to be true. */
final class Documents {

    private static final String GENERATED = "<!-- Generated; made anew by ./mvnw test -Dtest=GeneratedDocsTest"
            + " -Dupdate-generated-docs=true -->\n\n";

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Documents() {}

    static String schema() {
        return AccountSchema.text(Suppliers.consentTypes(Suppliers.configured()));
    }

    static String fields() {
        StringBuilder text = new StringBuilder("# Fields of an account payload\n\n")
                .append(GENERATED)
                .append(
                        "In rulebook order, which is also the order in which violations are reported. An empty cell means"
                                + " no. `blank` says whether empty text is accepted.\n");
        RulebookTest.shapes().forEach(shape -> {
            text.append("\n## ")
                    .append(shape.title())
                    .append("\n\nRulebook section ")
                    .append(shape.section())
                    .append(".\n\n| field | type | required | nullable | blank | default | limits | notes |\n")
                    .append("|---|---|---|---|---|---|---|---|\n");
            shape.fields()
                    .forEach(field -> text.append(row(
                            "`" + field.name() + "`",
                            field.type().name(),
                            yes(field.required()),
                            yes(field.nullable()),
                            yes(field.type().acceptsBlank()),
                            byDefault(field),
                            field.type().limits(),
                            field.notes())));
        });
        return text.toString();
    }

    static String rules() {
        List<Case> cases = Case.in("/own-cases.json");
        StringBuilder text = new StringBuilder("# What is checked, and what is said then\n\n")
                .append(GENERATED)
                .append("Every code a payload can be answered with. Examples are edits to the example payload"
                        + " (`sample-data`, or the guide): dot paths relative to the payload.\n\n")
                .append("## Structure (rulebook section 3)\n\n")
                .append("At most one of these is reported per field: the first that applies, in this order.\n\n")
                .append("| code | reported when | detail | example | attr |\n|---|---|---|---|---|\n");
        for (StructuralCode code : StructuralCode.values()) {
            Case example = code == StructuralCode.PARSE_ERROR ? null : example(cases, code.code(), code.code());
            text.append(row(
                    "`" + code.code() + "`",
                    code.when(),
                    code.detail(),
                    example == null ? "`{\"payload\": {}, \"payload\": {}}`" : edits(example),
                    "`" + (example == null ? "non_field_errors" : attr(example, code.code())) + "`"));
        }
        text.append(row(
                "`too_many_violations`",
                "more than 1,000 violations; stands after the last one that is listed",
                "{n} more violations are not listed here.",
                "1,001 unknown fields",
                "`non_field_errors`"));
        for (Section section : Section.values()) {
            text.append("\n## ")
                    .append(section.title())
                    .append(" (rulebook section ")
                    .append(section.number())
                    .append(")\n\n| # | code | attr | violated when | detail | example | attr of the example |\n")
                    .append("|---|---|---|---|---|---|---|\n");
            Rules.ALL.stream().filter(rule -> rule.section() == section).forEach(rule -> {
                Case example = example(cases, rule.name(), rule.code());
                text.append(row(
                        rule.name(),
                        "`" + rule.code() + "`" + (rule.ours() ? " **ours**" : ""),
                        rule.reported().stream()
                                .map(spot -> "`" + spot.attr() + "`")
                                .collect(Collectors.joining(", ")),
                        rule.when(),
                        rule.detail(),
                        edits(example),
                        "`" + attr(example, rule.code()) + "`"));
            });
        }
        return text.append(
                        "\nS75, `account_import_process_already_imported`, is answered by the processing endpoint in a"
                                + " body of its own.\n")
                .toString();
    }

    private static Case example(List<Case> cases, String of, String code) {
        return cases.stream()
                .filter(worked -> of.equals(worked.of()) && worked.codes().contains(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("own-cases.json has no violating case of " + of));
    }

    private static String attr(Case example, String code) {
        return example.expect().stream()
                .filter(violation -> violation.code().equals(code))
                .findFirst()
                .orElseThrow()
                .attr();
    }

    private static String edits(Case example) {
        return example.set().stream()
                .map(edit -> edit.remove()
                        ? "remove `" + edit.path() + "`"
                        : "`" + edit.path() + "` = `" + ASCII.writeValueAsString(edit.value()) + "`")
                .collect(Collectors.joining("; "));
    }

    private static String byDefault(Field<?> field) {
        if (field.defaultElsewhere() != null) {
            return field.defaultElsewhere();
        }
        Object value = field.byDefault();
        if (value == null || value instanceof List<?>) {
            return value == null ? "" : "`[]`";
        }
        return value instanceof RawJson json
                ? "`" + json.text() + "`"
                : "`" + (value.equals("") ? "\"\"" : value) + "`";
    }

    private static String yes(boolean is) {
        return is ? "yes" : "";
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells).replace("\n", " ") + " |\n";
    }
}
