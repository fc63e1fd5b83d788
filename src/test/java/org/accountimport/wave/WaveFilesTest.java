package org.accountimport.wave;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.WaveName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithTestDatabase
@Import(TestRuns.class)
class WaveFilesTest {

    @Autowired
    WaveFiles files;

    @Autowired
    TestRuns runs;

    @Autowired
    Intake intake;

    @Autowired
    JdbcClient jdbc;

    private WaveName wave = new WaveName("NORLYS", "files");

    @BeforeEach
    void useAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName(
                "NORLYS", "files-" + test.getTestMethod().orElseThrow().getName());
    }

    private String number(int i) {
        return wave.name() + "-" + i;
    }

    private String wrong(int i) {
        return TestPayloads.edited(
                number(i),
                payload -> payload.put("date_of_sale", "to,mor\"row\n").put("account_type", "CASTLE"));
    }

    private String errors(ErrorReportFormat format) throws IOException {
        StringWriter text = new StringWriter();
        files.writeErrors(wave, format, text);
        return text.toString();
    }

    private List<String> failedPayloads() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        files.writeFailedPayloads(wave, bytes);
        return bytes.toString(UTF_8).lines().toList();
    }

    @Nested
    class TheErrorReport {

        @Test
        void isCsvWithOneLinePerViolationInPayloadOrder() throws IOException {
            runs.load(wave, TestPayloads.valid(number(1)), wrong(2));
            long run = runs.dryRun(wave).jobExecutionId();

            List<String> lines = errors(ErrorReportFormat.CSV).lines().toList();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).isEqualTo("external_account_number,attr,code,detail,run");
            assertThat(lines.get(1))
                    .startsWith(number(2) + ",account_type,invalid_choice,")
                    .endsWith("," + run);
            assertThat(lines.get(2)).startsWith(number(2) + ",date_of_sale,invalid,");
        }

        @Test
        void isNdjsonWithOneObjectPerViolation() throws IOException {
            runs.load(wave, wrong(1));
            long run = runs.dryRun(wave).jobExecutionId();

            List<String> lines = errors(ErrorReportFormat.NDJSON).lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(1))
                    .startsWith("{\"external_account_number\":\"" + number(1)
                            + "\",\"attr\":\"date_of_sale\",\"code\":\"invalid\",\"detail\":\"")
                    .endsWith("\",\"run\":" + run + "}");
        }

        @Test
        void isTextGroupedByAccount() throws IOException {
            runs.load(wave, wrong(1), wrong(2));
            runs.dryRun(wave);

            assertThat(errors(ErrorReportFormat.TEXT).lines().map(line -> line.replaceAll("  [^ ].*  ", "  ... ")))
                    .hasSize(6)
                    .startsWith(number(1))
                    .element(3)
                    .isEqualTo(number(2));
        }

        @Test
        void quotesWhatWouldBreakALine() throws IOException {
            runs.load(wave, TestPayloads.valid(number(1)));
            jdbc.sql("""
                    UPDATE import_process
                       SET status = 'ERRORED', error_code = 'x', error_detail = E'a "b",\\nc', decided_by = 7
                     WHERE external_account_number = :number
                    """).param("number", number(1)).update();

            assertThat(errors(ErrorReportFormat.CSV))
                    .endsWith(number(1) + ",non_field_errors,x,\"a \"\"b\"\",\nc\",7\r\n");
            assertThat(errors(ErrorReportFormat.NDJSON))
                    .contains("a \\\"b\\\",\\nc")
                    .endsWith("}\n");
            assertThat(errors(ErrorReportFormat.TEXT)).isEqualTo(number(1) + "\n  non_field_errors  x  a \"b\", c\n");
        }

        @Test
        void countsWhatItWrote() throws IOException {
            runs.load(wave, IntStream.range(0, 700).mapToObj(i -> wrong(i)).toArray(String[]::new));
            runs.dryRun(wave);

            assertThat(files.writeErrors(wave, ErrorReportFormat.CSV, new StringWriter()))
                    .isEqualTo(1_400);
        }

        @Test
        void ofAWaveThatDoesNotExistIsRefused() {
            assertThatThrownBy(() -> files.writeErrors(
                            new WaveName("NORLYS", "nowhere"), ErrorReportFormat.CSV, new StringWriter()))
                    .isInstanceOf(UnknownWaveException.class);
        }
    }

    @Nested
    class TheFailedPayloads {

        @Test
        void areWrittenAsReceivedInTheOrderOfTheQueue() throws IOException {
            String spaced = wrong(2).replace("{\"import", "{ \"import");
            runs.load(wave, wrong(1), TestPayloads.valid(number(3)), spaced);
            runs.dryRun(wave);

            assertThat(failedPayloads()).containsExactly(wrong(1), spaced);
        }

        @Test
        void haveALineEachEvenWhenTheyWereReceivedOnSeveral() throws IOException {
            String received = "\uFEFF" + wrong(1).replace(",\"", ",\r\n\"");
            intake.schedule("NORLYS", number(1), received.getBytes(UTF_8), wave, "test");
            runs.dryRun(wave);

            assertThat(failedPayloads()).containsExactly(wrong(1).replace(",\"", ",  \""));
        }

        @Test
        void areLoadedAgainWhenTheyAreFixed() throws IOException {
            runs.load(wave, wrong(1), TestPayloads.valid(number(2)), wrong(3));
            runs.dryRun(wave);

            String fixed = String.join("\n", failedPayloads())
                    .replace("\"to,mor\\\"row\\n\"", "\"1989-12-17\"")
                    .replace("CASTLE", "DOMESTIC");
            assertThat(intake.load(wave, new ByteArrayInputStream(fixed.getBytes(UTF_8)), "test", progress -> {})
                            .replaced())
                    .isEqualTo(2);
            assertThat(runs.dryRun(wave).errored()).isZero();
            assertThat(failedPayloads()).isEmpty();
        }

        @Test
        void tellWhenTheStreamIsGone() {
            runs.load(wave, wrong(1));
            runs.dryRun(wave);
            OutputStream gone = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("gone");
                }
            };

            assertThatThrownBy(() -> files.writeFailedPayloads(wave, gone)).hasMessage("gone");
        }
    }

    @Test
    void unprocessedPayloadsAreThoseWithoutAccountThatWereNotWithdrawn() throws IOException {
        runs.load(wave, TestPayloads.valid(number(1)), wrong(2));
        runs.importWave(wave);
        runs.load(wave, TestPayloads.valid(number(3)), TestPayloads.valid(number(4)));
        jdbc.sql("UPDATE import_process SET status = 'CANCELLED' WHERE external_account_number = :number")
                .param("number", number(4))
                .update();

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(files.writeUnprocessedPayloads(wave, bytes)).isEqualTo(2);
        assertThat(bytes.toString(UTF_8)).isEqualTo(wrong(2) + "\n" + TestPayloads.valid(number(3)) + "\n");
    }
}
