package org.accountimport.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaveGeneratorTest {

    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.of(7, 500, Waves.TODAY).withWrongShare(0.2);

    @Nested
    class TheSameSettings {

        @Test
        void giveTheSameBytes() {
            Waves.Written once = Waves.write(SETTINGS);
            Waves.Written again = Waves.write(SETTINGS);

            assertThat(again.bytes()).isEqualTo(once.bytes());
            assertThat(again.manifestText()).isEqualTo(once.manifestText());
        }

        @Test
        void withAnotherSeedGiveOtherAccounts() {
            Waves.Written other =
                    Waves.write(GeneratorSettings.of(8, 500, Waves.TODAY).withWrongShare(0.2));

            assertThat(other.lines())
                    .doesNotContainAnyElementsOf(Waves.write(SETTINGS).lines());
        }

        @Test
        void withoutMistakesGiveTheSameAccountsCorrected() {
            List<String> corrected = Waves.write(SETTINGS.withWrongShare(0)).lines();
            List<GeneratedAccount> accounts = Waves.accounts(SETTINGS).toList();

            for (int i = 0; i < accounts.size(); i++) {
                boolean right = accounts.get(i).violations().isEmpty();
                assertThat(accounts.get(i).jsonText().equals(corrected.get(i))).isEqualTo(right);
            }
        }
    }

    @Nested
    class AnAccount {

        @Test
        void dependsOnTheSeedAndItsNumberAlone() {
            WaveGenerator ofManyFromElsewhere = new WaveGenerator(
                    GeneratorSettings.of(7, 3, Waves.TODAY).withWrongShare(0.2).withFirst(100));
            WaveGenerator ofTheWave = new WaveGenerator(SETTINGS);

            List<String> backwards = LongStream.iterate(500, n -> n > 0, n -> n - 1)
                    .mapToObj(n -> ofManyFromElsewhere.account(n).jsonText())
                    .toList();
            List<String> forwards = LongStream.rangeClosed(1, 500)
                    .mapToObj(n -> ofTheWave.account(n).jsonText())
                    .toList();

            assertThat(backwards).containsExactlyInAnyOrderElementsOf(forwards);
            assertThat(backwards.get(0)).isEqualTo(forwards.get(499));
        }

        @Test
        void isTheLineThatTheWaveHolds() {
            assertThat(Waves.write(SETTINGS).lines())
                    .isEqualTo(Waves.accounts(SETTINGS)
                            .map(GeneratedAccount::jsonText)
                            .toList());
        }

        @Test
        void carriesItsNumber() {
            GeneratedAccount account = new WaveGenerator(SETTINGS).account(123_456_789);

            assertThat(account.sequence()).isEqualTo(123_456_789);
            assertThat(account.externalAccountNumber()).isEqualTo("NOR-123456789");
        }
    }

    @Nested
    class Writing {

        @Test
        void handsOverEachAccountBeforeItMakesTheNext() throws IOException {
            AtomicLong newLines = new AtomicLong();
            OutputStream counting = new OutputStream() {
                @Override
                public void write(int b) {
                    if (b == '\n') {
                        newLines.incrementAndGet();
                    }
                }
            };

            new WaveGenerator(SETTINGS)
                    .write(
                            counting,
                            new StringWriter(),
                            accounts -> assertThat(newLines.get()).isEqualTo(accounts));

            assertThat(newLines).hasValue(500);
        }

        @Test
        void makesAnEmptyWaveToo() {
            Waves.Written nothing = Waves.write(GeneratorSettings.of(7, 0, Waves.TODAY));

            assertThat(nothing.bytes()).isEmpty();
            assertThat(nothing.manifest().path("totals").path("lines").asInt()).isZero();
        }

        @Test
        void putsTheManifestBesideTheFile(@TempDir Path folder) throws IOException {
            Path file = folder.resolve("w48.ndjson");

            new WaveGenerator(SETTINGS).write(file, accounts -> {});

            Waves.Written inMemory = Waves.write(SETTINGS);
            assertThat(file).hasBinaryContent(inMemory.bytes());
            assertThat(folder.resolve("w48.manifest.json")).hasContent(inMemory.manifestText());
            try (var files = Files.list(folder)) {
                assertThat(files).hasSize(2);
            }
        }

        @Test
        void compressesWithoutATrace(@TempDir Path folder) throws IOException {
            Path file = folder.resolve("w48.ndjson.gz");

            new WaveGenerator(SETTINGS).write(file, accounts -> {});

            byte[] compressed = Files.readAllBytes(file);
            assertThat(new byte[] {compressed[3], compressed[4], compressed[5], compressed[6], compressed[7]})
                    .as("no file name and no time in the header")
                    .containsOnly(0);
            try (GZIPInputStream lines = new GZIPInputStream(Files.newInputStream(file))) {
                assertThat(lines.readAllBytes()).isEqualTo(Waves.write(SETTINGS).bytes());
            }
            assertThat(folder.resolve("w48.manifest.json")).exists();
        }

        @Test
        void leavesAnEarlierWaveAloneUntilTheNewOneIsComplete(@TempDir Path folder) throws IOException {
            Path file = Files.writeString(folder.resolve("w48.ndjson"), "earlier", StandardCharsets.UTF_8);

            assertThatThrownBy(() -> new WaveGenerator(SETTINGS).write(file, accounts -> {
                        if (accounts == 3) {
                            throw new IllegalStateException("interrupted");
                        }
                    }))
                    .hasMessage("interrupted");

            assertThat(file).hasContent("earlier");
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        }
    }
}
