package org.accountimport.generator;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a manifest entry by entry, one a line, so that it can be as long as the wave: the settings first, then the
 * wrong accounts in the order of the file, what is known only at the end last.
 */
final class ManifestWriter {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final Writer manifest;
    private boolean firstEntry = true;

    ManifestWriter(Writer manifest) {
        this.manifest = manifest;
    }

    private record WrongAccount(long line, String externalAccountNumber, List<ExpectedViolation> violations) {}

    private record Totals(long lines, long accounts, long wrongAccounts, long rejectedLines) {}

    private record Codes(SortedMap<String, Long> violations, SortedMap<String, Long> accountsByFirstCode) {}

    void begin(GeneratorSettings settings) throws IOException {
        manifest.append("{\n\"settings\": ")
                .append(JSON.writeValueAsString(settings))
                .append(",\n\"wrong\": [");
    }

    void wrong(long line, GeneratedAccount account) throws IOException {
        entry(new WrongAccount(line, account.externalAccountNumber(), account.violations()));
    }

    void finish(BrokenLines brokenLines, WaveSummary summary, WaveTotals totals) throws IOException {
        manifest.append("\n],\n\"rejects\": [");
        firstEntry = true;
        for (long index = 0; index < summary.rejectedLines(); index++) {
            entry(brokenLines.expected(index));
        }
        manifest.append("\n],\n");
        section(
                "totals",
                new Totals(summary.lines(), summary.accounts(), summary.wrongAccounts(), summary.rejectedLines()));
        manifest.append(",\n");
        section("control_totals_of_right_accounts", totals.controlTotals());
        manifest.append(",\n");
        section("codes", new Codes(summary.violations(), summary.accountsByFirstCode()));
        manifest.append("\n}\n");
        manifest.flush();
    }

    private void section(String name, Object content) throws IOException {
        manifest.append('"').append(name).append("\": ").append(JSON.writeValueAsString(content));
    }

    private void entry(Object content) throws IOException {
        manifest.append(firstEntry ? "\n" : ",\n").append(JSON.writeValueAsString(content));
        firstEntry = false;
    }
}
