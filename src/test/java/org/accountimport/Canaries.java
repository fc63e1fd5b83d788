package org.accountimport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** People whom everybody would recognise, and the search for them where they must not be. */
public final class Canaries {

    /** In whatever is free text, and as number and day where only such are allowed. */
    private static final List<String> WORDS = List.of("kanari", "20123457", "20 12 34 57", "1931-07-19");

    /** The created accounts. */
    public static final Set<String> OF_THE_PLATFORM = Set.of("account", "account_*");

    private static final Pattern QUOTED = Pattern.compile("`([a-z_]+(?:\\.[a-z_]+|\\*)?)`");
    private static final Pattern BYTES = Pattern.compile("\\\\\\\\x([0-9a-f]+)");

    private Canaries() {}

    /** The canaries that stand in a text. */
    public static Set<String> in(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return WORDS.stream().filter(folded::contains).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Fails with the first lines in which canaries stand. */
    public static void assertNoneIn(String what, String text) {
        String found = text.lines().filter(line -> !in(line).isEmpty()).limit(5).collect(Collectors.joining("\n"));
        assertThat(found).as(what).isEmpty();
    }

    /** A payload that breaks no rule. */
    public static String person(String number) {
        return person(number, payload -> {});
    }

    /** A payload whose violations quote what is wrong. */
    public static String wrongPerson(String number) {
        return person(number, payload -> {
            ObjectNode customer = (ObjectNode) payload.path("customers").path(0);
            customer.put("landline", "kanari 20123457");
            customer.put("email", "kanarine@@kanari");
            customer.put("date_of_birth", "1931-07-19 kanari");
            customer.set("title", StringNode.valueOf("kanari".repeat(100)));
        });
    }

    /** A payload with fields that nobody has defined, and a choice that is none. */
    public static String personWithOddFields(String number) {
        return person(number, payload -> {
            payload.put("account_type", "Kanarifugl");
            payload.put("Kanarines felt", "kanari");
            ((ObjectNode) payload.path("customers").path(0)).put("20 12 34 57", "kanari");
        });
    }

    private static String person(String number, Consumer<ObjectNode> edit) {
        return TestPayloads.edited(number, payload -> {
            payload.remove("references");
            ObjectNode customer = (ObjectNode) payload.path("customers").path(0);
            customer.put("given_name", "Kanarine");
            customer.put("family_name", "Kanarisen");
            customer.put("email", "kanarine@kanari.example");
            customer.put("mobile", "+4520123457");
            customer.put("landline", "+4520123457");
            customer.put("date_of_birth", "1931-07-19");
            payload.put("billing_email", "kanarine@kanari.example");
            payload.put("billing_name", "Kanarine Kanarisen");
            payload.put("billing_customer_reference", "kanari-reference");
            ObjectNode address = (ObjectNode) payload.path("billing_address");
            address.put("name", "Kanarine Kanarisen");
            address.put("street_address", "Kanarievej 7");
            payload.withArray("/notes").removeAll();
            payload.withArray("/notes").addObject().put("body", "Kanarine har kanarifugle");
            payload.withArray("/metadata").removeAll();
            payload.withArray("/metadata").addObject().put("key", "kanari-key").put("value", "kanari-value");
            edit.accept(payload);
        });
    }

    /** What clients send that cannot be read. */
    public static List<String> brokenBodies() {
        String person = person("BROKEN-1");
        return List.of(
                person.substring(0, person.length() / 2),
                person.replace("\"Kanarine\"", "Kanarine"),
                "\"kanari\"",
                "[\"kanari\"]",
                "kanari",
                person.replace("1931-07-19", "1931-07-19\\u0000\\ud800"));
    }

    /** The tables and columns that docs/privacy.md names as holding personal data, such as {@code import_payload.body}. */
    public static Set<String> documented() throws IOException {
        String page = Files.readString(Path.of("docs/privacy.md"));
        String table = page.substring(page.indexOf("## Where it is"), page.indexOf("**Where it is not**"));
        return table.lines()
                .filter(row -> row.startsWith("| `") && !row.contains("nothing else of the person"))
                .map(row -> row.split("\\|", 3)[1])
                .flatMap(where -> QUOTED.matcher(where).results().map(quoted -> quoted.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * All that stands in the database, one row a line, bytes as text.
     *
     * @param without tables, {@code table.column}s, and beginnings of tables' names that end in {@code *}
     */
    public static String rows(JdbcClient jdbc, Set<String> without) {
        List<String> tables = jdbc.sql("""
                SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename
                """).query(String.class).list();
        assertThat(tables).contains("import_event", "batch_step_execution_context", "wave_run_error", "import_drift");
        return tables.stream()
                .filter(table -> without.stream().noneMatch(left -> means(left, table)))
                .flatMap(table -> rows(jdbc, table, without).stream())
                .map(row -> BYTES.matcher(row).replaceAll(Canaries::asText))
                .collect(Collectors.joining("\n"));
    }

    private static boolean means(String name, String table) {
        return name.endsWith("*") ? table.startsWith(name.substring(0, name.length() - 1)) : name.equals(table);
    }

    private static List<String> rows(JdbcClient jdbc, String table, Set<String> without) {
        String[] columns = without.stream()
                .filter(left -> left.startsWith(table + "."))
                .map(left -> left.substring(table.length() + 1))
                .toArray(String[]::new);
        return jdbc.sql("SELECT '" + table + ": ' || replace((to_jsonb(t) - :columns)::text, E'\\n', ' ') FROM " + table
                        + " t")
                .param("columns", columns)
                .query(String.class)
                .list();
    }

    private static String asText(MatchResult bytes) {
        return Matcher.quoteReplacement(new String(HexFormat.of().parseHex(bytes.group(1)), UTF_8).replace('\n', ' '));
    }
}
