package org.accountimport.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.Field;
import org.accountimport.payload.Shape;
import org.accountimport.payload.StructuralCode;
import org.accountimport.payload.TransactionFields;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Holds the definitions in the code to the tables of the rulebook, row by row. */
class RulebookTest {

    private static final Pattern ENUMERATION = Pattern.compile("- \\*\\*(E\\d+)\\*\\* [^:]*: (.*)");
    private static final Pattern SECTION = Pattern.compile("#+ ([0-9]*(?:\\.[0-9]+)*).*");
    private static final Pattern CODE_WORD = Pattern.compile("`([^`]*)`");

    private static final Map<String, List<List<String>>> TABLES = tables();
    private static final Map<String, List<String>> ENUMERATIONS = enumerations();

    @Nested
    class TheRules {

        @Test
        void standInTheOrderOfTheTables() {
            assertThat(Rules.ALL.stream().map(Rule::name))
                    .containsExactlyElementsOf(rows().map(row -> row.get(0)).toList());
        }

        @Test
        void haveTheirCodes() {
            assertThat(Rules.ALL.stream().map(rule -> rule.name() + " `" + rule.code() + "`"))
                    .containsExactlyElementsOf(
                            rows().map(row -> row.get(0) + " " + row.get(1).replace(" **ours**", ""))
                                    .toList());
        }

        @Test
        void sayWhatTheRulebookSays() {
            assertThat(Rules.ALL.stream().map(rule -> rule.name() + " " + rule.detail()))
                    .containsExactlyElementsOf(
                            rows().map(row -> row.get(0) + " " + row.get(4)).toList());
        }

        @Test
        void standInTheirSection() {
            assertThat(Rules.ALL)
                    .allSatisfy(rule -> assertThat(TABLES.get(rule.section().number()))
                            .anySatisfy(row -> assertThat(row.get(0)).isEqualTo(rule.name())));
        }

        @Test
        void areMarkedAsOursWhereTheRulebookMarksThem() {
            assertThat(Rules.ALL.stream().filter(Rule::ours).map(Rule::name))
                    .containsExactlyElementsOf(rows().filter(row -> row.get(1).contains("**ours**")
                                    || row.get(3).contains("(both uses **ours**)"))
                            .map(row -> row.get(0))
                            .toList());
        }

        @Test
        void areShownByCasesOnEitherSideOfTheirEdge() {
            List<Case> cases = Stream.concat(Case.in("/cases.json").stream(), Case.in("/own-cases.json").stream())
                    .toList();
            assertThat(Rules.ALL).allSatisfy(rule -> {
                List<Case> about = cases.stream()
                        .filter(worked -> rule.name().equals(worked.of()))
                        .toList();
                assertThat(about)
                        .as("own-cases.json needs a case \"of\": \"%s\" that violates it: %s", rule.name(), rule.when())
                        .anyMatch(worked -> worked.codes().contains(rule.code()));
                assertThat(about)
                        .as(
                                "own-cases.json needs a case \"of\": \"%s\" that only just does not violate it",
                                rule.name())
                        .anyMatch(worked -> !worked.codes().contains(rule.code()));
            });
        }

        private static Stream<List<String>> rows() {
            return Stream.of(Section.values())
                    .flatMap(section -> TABLES.getOrDefault(section.number(), List.of()).stream());
        }
    }

    @Nested
    class TheStructuralCodes {

        @Test
        void areThoseOfTheTableInItsOrder() {
            assertThat(Stream.of(StructuralCode.values()).map(code -> List.of("`" + code.code() + "`", code.detail())))
                    .containsExactlyElementsOf(TABLES.getOrDefault("3", List.of()).stream()
                            .filter(row -> row.size() == 3)
                            .map(row -> List.of(row.get(0), row.get(2)))
                            .toList());
        }

        @Test
        void areShownByCasesOnEitherSideOfTheirEdge() {
            List<Case> cases = Case.in("/own-cases.json");
            assertThat(StructuralCode.values())
                    .filteredOn(code -> code != StructuralCode.PARSE_ERROR) // no edit of a payload makes one
                    .allSatisfy(code -> {
                        List<Case> about = cases.stream()
                                .filter(worked -> code.code().equals(worked.of()))
                                .toList();
                        assertThat(about)
                                .as("violating: %s", code)
                                .anyMatch(worked -> worked.codes().contains(code.code()));
                        assertThat(about)
                                .as("just not: %s", code)
                                .anyMatch(worked -> !worked.codes().contains(code.code()));
                    });
        }
    }

    @Nested
    class TheFields {

        @Test
        void areThoseOfTheTablesInTheirOrder() {
            Map<String, List<String>> defined = new LinkedHashMap<>();
            shapes().forEach(shape -> defined.put(
                    shape.section(), shape.fields().stream().map(Field::name).toList()));
            Map<String, List<String>> written = new LinkedHashMap<>();
            TABLES.forEach((section, rows) -> {
                if (section.startsWith("4.")) {
                    written.put(section, rows.stream().map(row -> row.get(0)).toList());
                }
            });
            assertThat(defined).containsExactlyInAnyOrderEntriesOf(written);
        }

        @Test
        void areWhatTheirRowsSay() {
            assertThat(shapes())
                    .allSatisfy(shape -> assertThat(shape.fields()).allSatisfy(field -> {
                        List<String> row =
                                TABLES.getOrDefault(shape.section(), List.of()).get(field.position());
                        assertThat(field.type().name()).isEqualTo(row.get(1));
                        assertThat(field.required()).isEqualTo(row.get(2).equals("yes"));
                        assertThat(field.nullable()).isEqualTo(row.get(3).equals("yes"));
                        assertThat(field.type().acceptsBlank()).isEqualTo(acceptsBlank(row));
                        assertThat(defaultOf(field)).isEqualTo(defaultIn(row));
                        assertThat(field.notes()).isEqualTo(row.get(7));
                    }));
        }

        @Test
        void haveTheLimitsOfTheirRows() {
            assertThat(shapes())
                    .allSatisfy(shape -> assertThat(shape.fields())
                            .filteredOn(field -> !field.type().name().equals("choice"))
                            .allSatisfy(field -> {
                                List<String> row = TABLES.getOrDefault(shape.section(), List.of())
                                        .get(field.position());
                                assertThat(field.type().limits()).isEqualTo(row.get(6));
                            }));
        }

        @Test
        void offerTheirChoices() {
            assertThat(shapes())
                    .allSatisfy(shape -> assertThat(shape.fields())
                            .filteredOn(field -> field.type().name().equals("choice"))
                            .filteredOn(field -> !Set.of("import_supplier", "reason", "payment_type")
                                    .contains(field.name()))
                            .filteredOn(field -> !field.type().limits().startsWith("supplier setting"))
                            .allSatisfy(field -> assertThat(words(field.type().limits()))
                                    .isEqualTo(choicesIn(TABLES.getOrDefault(shape.section(), List.of())
                                            .get(field.position())))));
        }

        @Test
        void offerReasonsAndPaymentTypesByTypeOfTransaction() {
            String reasons = TransactionFields.REASON.type().limits();
            String paymentTypes = TransactionFields.PAYMENT_TYPE.type().limits();
            assertThat(byType(reasons))
                    .containsEntry("PAYMENT", ENUMERATIONS.get("E5"))
                    .containsEntry("REPAYMENT", ENUMERATIONS.get("E6"))
                    .containsEntry("CREDIT", ENUMERATIONS.get("E7"))
                    .containsEntry("CHARGE", ENUMERATIONS.get("E8"))
                    .hasSize(4);
            assertThat(byType(paymentTypes))
                    .containsEntry("PAYMENT", ENUMERATIONS.get("E9"))
                    .containsEntry("REPAYMENT", ENUMERATIONS.get("E10"))
                    .hasSize(2);
        }

        private static Map<String, List<String>> byType(String limits) {
            Map<String, List<String>> choices = new LinkedHashMap<>();
            for (String part : limits.split("; ", -1)) {
                choices.put(part.substring(0, part.indexOf(':')), words(part));
            }
            return choices;
        }

        private static boolean acceptsBlank(List<String> row) {
            // What a choice accepts stands in its limits; the blank column repeats it, except for the two that depend
            // on type.
            return row.get(4).equals("yes");
        }

        private static String defaultOf(Field<?> field) {
            if (field.defaultElsewhere() != null) {
                return field.defaultElsewhere();
            }
            Object value = field.byDefault();
            return value == null ? "" : value.toString();
        }

        private static String defaultIn(List<String> row) {
            String text = row.get(5);
            return switch (text) {
                case "`null`" -> "";
                case "`\"\"`" -> "";
                case "absent" -> "[]";
                case "`{}`" -> "RawJson[2 bytes]";
                default -> text.startsWith("`") ? text.replace("`", "") : text;
            };
        }

        private static List<String> choicesIn(List<String> row) {
            List<String> named = ENUMERATIONS.get(row.get(6));
            return named == null ? words(row.get(6)) : named;
        }
    }

    static Set<Shape> shapes() {
        Set<Shape> shapes = new LinkedHashSet<>();
        collect(AccountFields.SHAPE, shapes);
        return shapes;
    }

    private static void collect(Shape shape, Set<Shape> shapes) {
        if (shapes.add(shape)) {
            shape.fields().forEach(field -> field.holds().ifPresent(beneath -> collect(beneath, shapes)));
        }
    }

    private static List<String> words(String text) {
        return CODE_WORD
                .matcher(text)
                .results()
                .map(result -> result.group(1).equals("\"\"") ? "" : result.group(1))
                .toList();
    }

    private static Map<String, List<String>> enumerations() {
        Map<String, List<String>> enumerations = new LinkedHashMap<>();
        for (String line : lines()) {
            Matcher matcher = ENUMERATION.matcher(line);
            if (matcher.matches()) {
                enumerations.put(matcher.group(1), words(matcher.group(2)));
            }
        }
        return enumerations;
    }

    /** The rows beneath each table head, by section. */
    private static Map<String, List<List<String>>> tables() {
        Map<String, List<List<String>>> tables = new LinkedHashMap<>();
        String section = "";
        boolean inTable = false;
        for (String line : lines()) {
            if (line.startsWith("#")) {
                section = SECTION.matcher(line).replaceFirst("$1");
            }
            if (line.startsWith("|---")) {
                inTable = true;
            } else if (!line.startsWith("|")) {
                inTable = false;
            } else if (inTable) {
                List<String> cells = new ArrayList<>();
                for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
                    cells.add(cell.strip());
                }
                tables.computeIfAbsent(section, key -> new ArrayList<>()).add(cells);
            }
        }
        return tables;
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(RulebookTest.class.getResourceAsStream("/rulebook.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
