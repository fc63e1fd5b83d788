package org.accountimport.importprocess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.accountimport.TestPayloads;
import org.accountimport.database.WithTestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithTestDatabase
class IntakeTest {

    @Autowired
    Intake intake;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    private WaveName wave = new WaveName("NORLYS", "intake");
    private String prefix = "";

    @BeforeEach
    void useAWaveOfOnesOwn(TestInfo test) {
        wave = new WaveName("NORLYS", test.getTestMethod().orElseThrow().getName());
        prefix = wave.name() + "-";
    }

    private IntakeResult load(String... lines) throws IOException {
        return load(wave, lines);
    }

    private IntakeResult load(WaveName into, String... lines) throws IOException {
        return intake.load(into, stream(String.join("\n", lines)), "test", progress -> {});
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private String number(int i) {
        return prefix + i;
    }

    private List<String> queue() {
        return jdbc.sql("""
                SELECT p.external_account_number || ' ' || p.status || ' v' || p.payload_version || ' '
                       || (SELECT string_agg(replace(event, 'EVENT_ACCOUNT_IMPORT_PROCESS_', ''), ',' ORDER BY e.id)
                             FROM import_event e WHERE e.process_id = p.id)
                  FROM import_process p JOIN wave w ON w.id = p.wave_id
                 WHERE w.name = :wave ORDER BY p.id
                """).param("wave", wave.name()).query(String.class).list();
    }

    private String payload(String number) {
        return jdbc.sql("""
                SELECT convert_from(body, 'UTF8') FROM import_payload
                  JOIN import_process ON id = process_id WHERE external_account_number = :number
                """).param("number", number).query(String.class).single();
    }

    private void setStatus(String number, String assignments) {
        jdbc.sql("UPDATE import_process SET " + assignments + " WHERE external_account_number = :number")
                .param("number", number)
                .update();
    }

    @Nested
    class NewAccounts {

        @Test
        void areQueuedInTheOrderOfTheirLinesWithTheBytesAsReceived() throws IOException {
            String second = "  " + TestPayloads.wrong(number(2)).replace("{\"import", "{ \"import") + " ";
            IntakeResult result = load(TestPayloads.valid(number(1)), "", second);

            assertThat(result).isEqualTo(new IntakeResult(2, 2, 0, 0, 0, List.of()));
            assertThat(queue()).containsExactly(number(1) + " PENDING v1 CREATED", number(2) + " PENDING v1 CREATED");
            assertThat(payload(number(2))).isEqualTo(second.trim());
        }

        @Test
        void mayComeInTheirEnvelope() throws IOException {
            assertThat(load("{\"payload\": " + TestPayloads.valid(number(1)) + "}")
                            .queued())
                    .isEqualTo(1);
            assertThat(queue()).containsExactly(number(1) + " PENDING v1 CREATED");
        }

        @Test
        void areQueuedManyAtATime() throws IOException {
            String lines = IntStream.range(0, 2_500)
                    .mapToObj(i -> TestPayloads.valid(number(i)))
                    .collect(Collectors.joining("\n"));
            assertThat(load(lines)).isEqualTo(new IntakeResult(2_500, 2_500, 0, 0, 0, List.of()));
            assertThat(load(lines)).isEqualTo(new IntakeResult(2_500, 0, 0, 2_500, 0, List.of()));
            assertThat(queue()).hasSize(2_500).allMatch(process -> process.endsWith(" PENDING v1 CREATED"));
        }
    }

    @Nested
    class AnAccountThatIsQueuedAlready {

        @Test
        void isLeftAloneWhenItsPayloadIsTheSame() throws IOException {
            load(TestPayloads.valid(number(1)));
            setStatus(number(1), "status = 'DRY_RUN_SUCCEEDED', decided_by = 1");

            assertThat(load(TestPayloads.valid(number(1))).unchanged()).isEqualTo(1);
            assertThat(queue()).containsExactly(number(1) + " DRY_RUN_SUCCEEDED v1 CREATED");
        }

        @Test
        void isReplacedAndPendingAgainWhenItsPayloadIsAnother() throws IOException {
            load(TestPayloads.wrong(number(1)));
            setStatus(number(1), "status = 'DRY_RUN_ERRORED', error_code = 'x', error_detail = 'y', decided_by = 1");

            assertThat(load(TestPayloads.valid(number(1))).replaced()).isEqualTo(1);
            assertThat(queue()).containsExactly(number(1) + " PENDING v2 CREATED,REPLACED");
        }

        @Test
        void isMetByALaterLineOfTheSameFile() throws IOException {
            IntakeResult result = load(
                    TestPayloads.valid(number(1)),
                    TestPayloads.wrong(number(1)),
                    TestPayloads.wrong(number(1)),
                    TestPayloads.valid(number(2)));
            assertThat(result).isEqualTo(new IntakeResult(4, 2, 1, 1, 0, List.of()));
        }

        @Test
        void isMetByALaterLineOfTheSameFileHoweverLongTheEarlierOneTakes() throws Exception {
            // The lines of three transactions, and the account of the first line again in the second.
            List<String> lines = new ArrayList<>(IntStream.range(0, 2_500)
                    .mapToObj(i -> TestPayloads.valid(number(i)))
                    .toList());
            lines.set(1_200, TestPayloads.wrong(number(0)));
            try (Connection other = dataSource.getConnection()) {
                other.setAutoCommit(false);
                // The first transaction waits: another one may be about to queue its second account.
                queueUncommitted(other, number(1));
                CompletableFuture<IntakeResult> loaded = CompletableFuture.supplyAsync(() -> {
                    try {
                        return load(lines.toArray(String[]::new));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                await().until(this::somebodyWaits);
                await().during(Duration.ofMillis(300)).until(() -> queue().isEmpty());
                other.rollback();

                assertThat(loaded.get(30, SECONDS)).isEqualTo(new IntakeResult(2_500, 2_499, 1, 0, 0, List.of()));
            }
            assertThat(queue()).contains(number(0) + " PENDING v2 CREATED,REPLACED");
            assertThat(payload(number(0))).isEqualTo(TestPayloads.wrong(number(0)));
        }

        private boolean somebodyWaits() {
            return jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid')")
                    .query(Boolean.class)
                    .single();
        }

        private static void queueUncommitted(Connection connection, String number) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO import_process (id, wave_id, import_supplier, external_account_number)
                    SELECT nextval('import_process_id_seq'), min(id), 'NORLYS', ? FROM wave
                    """)) {
                statement.setString(1, number);
                statement.executeUpdate();
            }
        }

        @Test
        void movesToTheWaveThatItIsLoadedInto() throws IOException {
            load(new WaveName("NORLYS", "another"), TestPayloads.valid(number(1)));
            assertThat(load(TestPayloads.valid(number(1))).replaced()).isEqualTo(1);
            assertThat(queue()).containsExactly(number(1) + " PENDING v2 CREATED,REPLACED");
        }

        @Test
        void isWantedAgainWhenItWasCancelled() throws IOException {
            load(TestPayloads.valid(number(1)));
            setStatus(number(1), "status = 'CANCELLED'");
            assertThat(load(TestPayloads.valid(number(1))).replaced()).isEqualTo(1);
            assertThat(queue()).containsExactly(number(1) + " PENDING v2 CREATED,REPLACED");
        }
    }

    @Nested
    class AnAccountThatIsImportedAlready {

        @BeforeEach
        void importIt() throws IOException {
            load(TestPayloads.valid(number(1)));
            setStatus(
                    number(1),
                    "status = 'PROCESSED', account_number = 'A-" + Integer.toHexString(wave.hashCode()) + "'");
        }

        @Test
        void isUnchangedWhenItsPayloadIsTheSame() throws IOException {
            assertThat(load(TestPayloads.valid(number(1)))).isEqualTo(new IntakeResult(1, 0, 0, 1, 0, List.of()));
        }

        @Test
        void isRejectedWhenItsPayloadIsAnother() throws IOException {
            IntakeResult result = load(TestPayloads.valid(number(2)), TestPayloads.wrong(number(1)));
            assertThat(result.rejects())
                    .extracting(IntakeResult.Reject::line, IntakeResult.Reject::code)
                    .containsExactly(tuple(2L, "account_import_process_already_imported"));
            assertThat(result.queued()).isEqualTo(1);
        }
    }

    @Nested
    class ALineThatCannotBeQueued {

        @Test
        void isRejectedByItsNumberAndTheOthersAreQueued() throws IOException {
            String tooLong =
                    "{\"import_supplier\": \"NORLYS\", \"x\": \"" + "x".repeat(Intake.MAX_PAYLOAD_BYTES) + "\"}";
            IntakeResult result = load(
                    TestPayloads.valid(number(1)),
                    "{\"import_supplier\": ",
                    "",
                    TestPayloads.edited(number(2), payload -> payload.remove("external_account_number")),
                    TestPayloads.edited(number(3), payload -> payload.put("import_supplier", "NORLYS_STRICT")),
                    TestPayloads.edited(number(4), payload -> payload.put("import_supplier", "ACME")),
                    tooLong,
                    "[]",
                    TestPayloads.valid(number(5)));

            assertThat(result.rejects())
                    .extracting(reject -> reject.line() + " " + reject.code())
                    .containsExactly(
                            "2 parse_error",
                            "4 required",
                            "5 other_supplier",
                            "6 other_supplier",
                            "7 payload_too_large",
                            "8 invalid");
            assertThat(result.read()).isEqualTo(8);
            assertThat(result.rejected()).isEqualTo(6);
            assertThat(result.queued()).isEqualTo(2);
        }

        @Test
        void isListedOnlyAmongTheFirstHundred() throws IOException {
            IntakeResult result = load("x\n".repeat(250));
            assertThat(result.rejected()).isEqualTo(250);
            assertThat(result.rejects()).hasSize(IntakeResult.LISTED_REJECTS);
        }
    }

    @Test
    void aStreamThatBreaksOffTellsWhatWasQueued() {
        InputStream broken = new SequenceInputStream(
                stream(TestPayloads.valid(number(1)) + "\n" + TestPayloads.valid(number(2)) + "\n"),
                new FailingStream());
        assertThatThrownBy(() -> intake.load(wave, broken, "test", progress -> {}))
                .isInstanceOfSatisfying(
                        IntakeInterruptedException.class,
                        e -> assertThat(e.result()).isEqualTo(new IntakeResult(2, 2, 0, 0, 0, List.of())));
        assertThat(queue()).hasSize(2);
    }

    private static final class FailingStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("the disk is gone");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return read();
        }
    }
}
