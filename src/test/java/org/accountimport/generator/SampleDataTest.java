package org.accountimport.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The sample wave is what the generator makes of the settings in {@code sample-data/README.md}. */
class SampleDataTest {

    private static final Path FOLDER = Path.of("sample-data", "NORLYS");

    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.of(53, 1_000, LocalDate.of(2026, 11, 23)).withWrongShare(0.04);

    /** Compared uncompressed: how well the same bytes are compressed is a matter of the JDK's zlib. */
    @Test
    void isMadeOfTheSettingsThatItsReadmeNames(@TempDir Path folder) throws IOException {
        Path made = folder.resolve("2026-W48.ndjson.gz");

        new WaveGenerator(SETTINGS).write(made, accounts -> {});

        assertThat(uncompressed(FOLDER.resolve("2026-W48.ndjson.gz"))).isEqualTo(uncompressed(made));
        assertThat(FOLDER.resolve("2026-W48.manifest.json")).hasSameBinaryContentAs(WaveGenerator.manifestOf(made));
    }

    @Test
    void namesItsSettingsInTheReadme() {
        assertThat(Path.of("sample-data", "README.md"))
                .content()
                .contains("--accounts 1000", "--seed 53", "--wrong-share 0.04", "--today 2026-11-23");
    }

    @Test
    void isWrongInManyWays() throws IOException {
        JsonNode codes = Waves.read(Files.readAllBytes(FOLDER.resolve("2026-W48.manifest.json")))
                .path("codes")
                .path("violations");

        assertThat(codes.size()).isGreaterThanOrEqualTo(25);
    }

    @Test
    void comesWithTheExampleOfTheFoundingDocument() throws IOException {
        JsonNode example = Waves.read(Files.readAllBytes(Path.of("sample-data", "example-payload.json")));

        assertThat(example.path("payload").path("external_account_number").asString())
                .isEqualTo("EXTERNAL-1234");
    }

    @Test
    void isSmallEnoughForGit() throws IOException {
        assertThat(Files.size(FOLDER.resolve("2026-W48.ndjson.gz"))).isLessThan(1_000_000);
    }

    private static byte[] uncompressed(Path file) throws IOException {
        try (InputStream lines = new GZIPInputStream(Files.newInputStream(file))) {
            return lines.readAllBytes();
        }
    }
}
