package org.accountimport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.accountimport.TestPayloads;
import org.accountimport.database.TestDatabase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
class CommandLineTest {

    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @TempDir
    Path directory;

    private static int execute(String... arguments) {
        return AccountImportCommand.execute(Stream.concat(
                        Arrays.stream(arguments),
                        Arrays.stream(DATABASE.asProperties()).map(property -> "--" + property))
                .toArray(String[]::new));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static long queued(String numberPattern) {
        return JdbcClient.create(DATABASE.dataSource())
                .sql("SELECT count(*) FROM import_process WHERE external_account_number LIKE :pattern")
                .param("pattern", numberPattern)
                .query(Long.class)
                .single();
    }

    /** What is printed beside the log. */
    private static void assertOneLine(CapturedOutput output, String line) {
        assertThat(output.getErr().strip().lines()).containsExactly(line);
    }

    @Nested
    class ACommandThatIsNotUnderstood {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                imprt NORLYS/x          | account-import: There is no command 'imprt'. Try 'account-import --help'.
                load NORLYS/x           | account-import load: Missing required parameter: 'FILE'. Try 'account-import load --help'.
                load NORLYS f           | account-import load: Invalid value for positional parameter at index 0 (WAVE): 'NORLYS' is no wave: A wave is written SUPPLIER/NAME, for instance NORLYS/2026-W48. Try 'account-import load --help'.
                import                  | account-import import: Missing required parameter: 'WAVE'. Try 'account-import import --help'.
                restart x               | account-import restart: Invalid value for positional parameter at index 0 (EXECUTION): 'x' is not a long. Try 'account-import restart --help'.
                worker --threads=0      | account-import worker: --threads must be 1 or more, but is 0
                worker                  | account-import worker: A worker needs the broker of its server; set --broker=tcp://…, or account-import.workers.broker
                dry-run NORLYS/x --fast | account-import dry-run: Unknown option: '--fast'. Try 'account-import dry-run --help'.
                """)
        void saysSoInOneLine(String line, String expected, CapturedOutput output) {
            assertThat(execute(line.split(" "))).isEqualTo(ExitCode.BAD_USAGE);
            assertOneLine(output, expected);
        }
    }

    @Nested
    class Load {

        @Test
        void takesPlainPackedAndManyFilesAndLoadsNothingTwice(CapturedOutput output) throws IOException {
            file("a.ndjson", TestPayloads.valid("CLI-1") + "\n" + TestPayloads.valid("CLI-2"));
            Files.write(directory.resolve("b.ndjson.gz"), gzip(TestPayloads.valid("CLI-3")));
            file("notes.txt", "not a payload file");

            assertThat(execute("load", "NORLYS/cli", directory.toString())).isEqualTo(ExitCode.DONE);
            assertThat(queued("CLI-%")).isEqualTo(3);
            assertThat(output.getOut()).contains("2 read, 2 queued", "1 read, 1 queued");

            assertThat(execute("load", "NORLYS/cli", directory.toString())).isEqualTo(ExitCode.DONE);
            assertThat(output.getOut()).contains("2 read, 0 queued, 0 replaced, 2 unchanged, 0 rejected");
        }

        @Test
        void takesStandardInput() {
            InputStream terminal = System.in;
            System.setIn(new ByteArrayInputStream(TestPayloads.valid("STDIN-1").getBytes(UTF_8)));
            try {
                assertThat(execute("load", "NORLYS/cli", "-")).isEqualTo(ExitCode.DONE);
            } finally {
                System.setIn(terminal);
            }
            assertThat(queued("STDIN-1")).isEqualTo(1);
        }

        @Test
        void listsTheLinesThatItRejects(CapturedOutput output) throws IOException {
            String file = file("mixed.ndjson", TestPayloads.valid("MIX-1") + "\n{\n" + TestPayloads.valid("MIX-2"));
            assertThat(execute("load", "NORLYS/cli", file)).isEqualTo(ExitCode.WITH_ERRORS);
            assertThat(output.getOut()).contains("3 read, 2 queued", "1 rejected", "line 2: parse_error: ");
        }
    }

    @Nested
    class BadInput {

        @Test
        void aMissingFileKeepsTheOthersFromBeingLoaded(CapturedOutput output) throws IOException {
            String good = file("good.ndjson", TestPayloads.valid("BAD-1"));
            assertThat(execute("load", "NORLYS/cli", good, "/nowhere.ndjson")).isEqualTo(ExitCode.BAD_USAGE);
            assertOneLine(output, "account-import load: There is no file /nowhere.ndjson; nothing was loaded.");
            assertThat(queued("BAD-1")).isZero();
        }

        @Test
        void anEmptyFile(CapturedOutput output) throws IOException {
            String empty = file("empty.ndjson", "\n");
            assertThat(execute("load", "NORLYS/cli", empty)).isEqualTo(ExitCode.BAD_USAGE);
            assertOneLine(output, "account-import load: " + empty + " is empty; nothing was loaded from it.");
        }

        @Test
        void aFileThatIsNoNdjson(CapturedOutput output) throws IOException {
            String csv = file("wave.csv", "number;name\n1;Homer\n");
            assertThat(execute("load", "NORLYS/cli", csv)).isEqualTo(ExitCode.BAD_USAGE);
            assertThat(output.getErr().strip().lines())
                    .singleElement()
                    .asString()
                    .startsWith("account-import load: " + csv + " is not NDJSON: none of its lines is a JSON document; "
                            + "nothing was loaded from it. Line 1: ");
        }

        @Test
        void aPackedFileThatBreaksOffTellsWhatWasQueued(CapturedOutput output) throws IOException {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                lines.append(TestPayloads.valid("TORN-" + i)).append('\n');
            }
            byte[] whole = gzip(lines.toString());
            Path torn = Files.write(directory.resolve("torn.ndjson.gz"), Arrays.copyOf(whole, whole.length / 2));

            assertThat(execute("load", "NORLYS/cli", torn.toString())).isEqualTo(ExitCode.BAD_USAGE);
            assertThat(output.getErr().strip().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot be read beyond line", "accounts are in the queue", "not queued twice");
            assertThat(queued("TORN-%")).isPositive();
        }

        @Test
        void aPackedFileWithSomethingBehindItIsNotPassedOverInSilence(CapturedOutput output) throws IOException {
            byte[] packed = gzip(TestPayloads.valid("TAIL-1"));
            byte[] tailed = Arrays.copyOf(packed, packed.length + 100);
            Arrays.fill(tailed, packed.length, tailed.length, (byte) 'x');
            Path file = Files.write(directory.resolve("tailed.ndjson.gz"), tailed);

            assertThat(execute("load", "NORLYS/cli", file.toString())).isEqualTo(ExitCode.BAD_USAGE);
            assertThat(output.getErr().strip().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot be read beyond line");
        }

        @Test
        void anUnknownSupplier(CapturedOutput output) throws IOException {
            String file = file("a.ndjson", TestPayloads.valid("X-1"));
            assertThat(execute("load", "ACME/cli", file)).isEqualTo(ExitCode.BAD_USAGE);
            assertOneLine(
                    output,
                    "account-import load: There is no import supplier ACME; configured are NORLYS, NORLYS_STRICT.");
        }

        @Test
        void anUnknownWaveOrExecution(CapturedOutput output) {
            assertThat(execute("dry-run", "NORLYS/nowhere")).isEqualTo(ExitCode.BAD_USAGE);
            assertThat(execute("restart", "123456")).isEqualTo(ExitCode.BAD_USAGE);
            assertThat(output.getErr().strip().lines())
                    .containsExactly(
                            "account-import dry-run: There is no wave NORLYS/nowhere; load accounts into it first",
                            "account-import restart: There is no job execution 123456");
        }

        @Test
        void aDatabaseThatIsAway(CapturedOutput output) {
            assertThat(AccountImportCommand.execute(
                            "dry-run", "NORLYS/x", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/nowhere"))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(output.getErr().strip().lines())
                    .singleElement()
                    .asString()
                    .startsWith("account-import dry-run: ");
        }
    }

    @Nested
    class ARun {

        @Test
        void endsWithTheCodeOfItsOutcomeAndASummary(CapturedOutput output) throws IOException {
            String file = file("run.ndjson", TestPayloads.valid("RUN-1") + "\n" + TestPayloads.wrong("RUN-2"));
            execute("load", "NORLYS/run", file);

            assertThat(execute("dry-run", "NORLYS/run")).isEqualTo(ExitCode.WITH_ERRORS);
            assertThat(output.getOut())
                    .contains(
                            "COMPLETED",
                            "2 of 2 accounts decided: 1 succeeded, 1 errored",
                            "1  DRY_RUN_ERRORED",
                            "1  invalid_phone_number (1)",
                            "Next: import NORLYS/run, or mend");
            assertThat(execute("import", "NORLYS/run")).isEqualTo(ExitCode.DONE);
            assertThat(output.getOut()).contains("1  PROCESSED");
        }
    }

    @Nested
    class Validate {

        @Test
        void judgesLinesWithoutAnyDatabase(CapturedOutput output) throws IOException {
            String file = file("v.ndjson", TestPayloads.valid("V-1") + "\n\n" + TestPayloads.wrong("V-2") + "\n[\n");
            assertThat(AccountImportCommand.execute("validate", file)).isEqualTo(ExitCode.WITH_ERRORS);
            assertThat(output.getOut().lines())
                    .containsExactly(
                            file
                                    + ":3: V-2: customers.0.landline: invalid_phone_number: abcde is not a valid phone number",
                            file + ":4: non_field_errors: parse_error: The request body cannot be read as JSON: "
                                    + "it is not JSON (line 1, column 2).");
            assertThat(output.getErr()).contains("2 of 3 payloads are wrong", "reference_already_exists");
        }

        @Test
        void findsThePlaceInADocumentOfItsOwn(CapturedOutput output) throws IOException {
            String file = file("pretty.json", """
                    {
                      "payload": {
                        "import_supplier": "NORLYS",
                        "customers": [
                          { "family_name": "Ågård",
                            "mobile": "abcde" }
                        ],
                        "zzz": 1
                      }
                    }
                    """);
            assertThat(AccountImportCommand.execute("validate", "--format", "csv", file))
                    .isEqualTo(ExitCode.WITH_ERRORS);
            assertThat(output.getOut().lines().toList())
                    .containsSequence(
                            "file,line,external_account_number,attr,code,detail",
                            file + ",2,,external_account_number,required,A value is needed here.",
                            file + ",8,,zzz,unknown_field,This field is unknown.",
                            file + ",6,,customers.0.mobile,invalid_phone_number,abcde is not a valid phone number");
        }

        @Test
        void speaksJson(CapturedOutput output) throws IOException {
            String file = file("j.ndjson", TestPayloads.wrong("J-1"));
            assertThat(AccountImportCommand.execute("validate", "--format", "json", file))
                    .isEqualTo(ExitCode.WITH_ERRORS);
            assertThat(output.getOut().strip())
                    .startsWith("{\"file\":\"")
                    .endsWith("\"line\":1,\"external_account_number\":\"J-1\",\"attr\":\"customers.0.landline\","
                            + "\"code\":\"invalid_phone_number\",\"detail\":\"abcde is not a valid phone number\"}");
        }

        @Test
        void isContentWithRightPayloads() throws IOException {
            String file = file("ok.ndjson", TestPayloads.valid("OK-1"));
            assertThat(AccountImportCommand.execute("validate", file)).isEqualTo(ExitCode.DONE);
        }
    }

    @Nested
    class Generate {

        @Test
        void writesAWaveAndItsManifest(CapturedOutput output) {
            Path wave = directory.resolve("w.ndjson.gz");
            assertThat(AccountImportCommand.execute("generate", wave.toString(), "--accounts", "50", "--seed", "3"))
                    .isEqualTo(ExitCode.DONE);
            assertThat(wave).exists();
            assertThat(directory.resolve("w.manifest.json")).exists();
            assertThat(output.getOut()).contains("50 accounts");
        }

        @Test
        void refusesSettingsThatMakeNoWave(CapturedOutput output) {
            assertThat(AccountImportCommand.execute("generate", directory + "/w.ndjson", "--wrong-share", "4"))
                    .isEqualTo(ExitCode.BAD_USAGE);
            assertOneLine(output, "account-import generate: wrong share must lie between 0 and 1, but is 4.0.");
        }
    }
}
