package org.accountimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.accountimport.TestPayloads;
import org.accountimport.database.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The morning after a night: one wave, command by command, as operations staff would go through it. */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationsCommandsTest {

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final String WAVE = "NORLYS/ops";

    @TempDir
    static Path directory;

    private static int execute(String... arguments) {
        return AccountImportCommand.execute(Stream.concat(
                        Arrays.stream(arguments),
                        Arrays.stream(DATABASE.asProperties()).map(property -> "--" + property))
                .toArray(String[]::new));
    }

    @BeforeAll
    static void aNight() throws IOException {
        Path file = Files.writeString(
                directory.resolve("wave.ndjson"),
                String.join(
                        "\n",
                        TestPayloads.valid("OPS-1"),
                        TestPayloads.wrong("OPS-2"),
                        TestPayloads.valid("OPS-3"),
                        TestPayloads.valid("OPS-4")));
        assertThat(execute("load", WAVE, file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(execute("dry-run", WAVE)).isEqualTo(ExitCode.WITH_ERRORS);
    }

    @Test
    @Order(1)
    void wavesListsItAtAGlance(CapturedOutput output) {
        assertThat(execute("waves")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .containsPattern("NORLYS/ops +4 +3 DRY_RUN_SUCCEEDED, 1 DRY_RUN_ERRORED +dry-run 1: COMPLETED");
    }

    @Test
    @Order(1)
    void statusOfTheWaveShowsRunsAndErrors(CapturedOutput output) {
        assertThat(execute("status", WAVE)).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .contains("Wave NORLYS/ops: 4 accounts")
                .containsPattern("1 +dry-run +NORLYS/ops +COMPLETED")
                .containsPattern("1 +invalid_phone_number +customers\\.\\*\\.landline +OPS-2");
    }

    @Test
    @Order(1)
    void statusOfAnAccountShowsEveryErrorAndItsHistory(CapturedOutput output) {
        assertThat(execute("status", "NORLYS/OPS-2")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .contains("Account NORLYS/OPS-2: DRY_RUN_ERRORED")
                .containsPattern("customers\\.0\\.landline +invalid_phone_number")
                .containsPattern("CREATED +cli")
                .containsPattern("DRY_RUN_ERRORED +dry-run 1");
    }

    @Test
    @Order(1)
    void watchEndsWithTheExitCodeOfARunThatHasEnded(CapturedOutput output) {
        assertThat(execute("watch", WAVE)).isEqualTo(ExitCode.WITH_ERRORS);
        assertThat(output.getOut()).contains("Dry run of NORLYS/ops (job execution 1): COMPLETED");
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource(delimiter = '|', textBlock = """
            text   | OPS-2
            csv    | OPS-2,customers.0.landline,invalid_phone_number
            ndjson | {"external_account_number":"OPS-2","attr":"customers.0.landline"
            """)
    void errorsAreWrittenInEveryFormat(String format, String expected, CapturedOutput output) {
        assertThat(execute("errors", WAVE, "--format", format)).isEqualTo(ExitCode.WITH_ERRORS);
        assertThat(output.getOut()).contains(expected);
    }

    @Test
    @Order(2)
    void failedPayloadsAreMendedAndLoadedAgain(CapturedOutput output) throws IOException {
        Path failed = directory.resolve("failed.ndjson");
        assertThat(execute("failed-payloads", WAVE, "-o", failed.toString())).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut()).contains("1 payloads of wave NORLYS/ops are in ");
        String mended = Files.readString(failed).replace("abcde", "+45 32 12 34 56");
        Files.writeString(failed, mended);
        assertThat(execute("load", WAVE, failed.toString())).isEqualTo(ExitCode.DONE);
        assertThat(execute("dry-run", WAVE)).isEqualTo(ExitCode.DONE);
        assertThat(execute("errors", WAVE, "--trend")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .contains("Dry run 2 against dry run 1")
                .containsPattern("0 +1 +fixed +invalid_phone_number");
        assertThat(execute("errors", WAVE)).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Order(3)
    void oneAccountIsWithdrawnAndACanaryImported(CapturedOutput output) {
        assertThat(execute("cancel", WAVE, "--account", "OPS-4")).isEqualTo(ExitCode.DONE);
        assertThat(execute("cancel", WAVE, "--account", "OPS-4")).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(execute("import", WAVE, "--limit", "1")).isEqualTo(ExitCode.STOPPED);
        assertThat(output.getOut()).contains("STOPPED (limit)", "Next: restart 3");
        assertThat(execute("unprocessed", WAVE)).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut().lines().filter(line -> line.startsWith("{\"")))
                .hasSize(2);
    }

    @Test
    @Order(4)
    void theRestIsImportedReconciledAndSignedOff(CapturedOutput output) {
        assertThat(execute("import", WAVE)).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut()).contains("payloads and accounts agree");
        assertThat(execute("reconcile", WAVE)).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut()).containsPattern("accounts +3 +3");
        long newest = JdbcClient.create(DATABASE.dataSource())
                .sql("SELECT max(id) FROM reconciliation")
                .query(Long.class)
                .single();
        assertThat(execute("sign-off", WAVE, "999", "--by", "M. Jensen")).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(execute("sign-off", WAVE, Long.toString(newest), "--by", "M. Jensen"))
                .isEqualTo(ExitCode.DONE);
        assertThat(output.getOut()).contains("signed off by M. Jensen");
    }

    @Test
    @Order(5)
    void aDifferenceIsFoundAndListed(CapturedOutput output) {
        JdbcClient.create(DATABASE.dataSource())
                .sql("DELETE FROM account_note WHERE position = 0 AND account_id = (SELECT min(id) FROM account)")
                .update();
        assertThat(execute("reconcile", WAVE)).isEqualTo(ExitCode.WITH_ERRORS);
        assertThat(output.getOut())
                .containsPattern("notes +\\d+ +\\d+ +differs")
                .containsPattern("OPS-\\d +notes");
        assertThat(execute("import", WAVE)).isEqualTo(ExitCode.WITH_ERRORS);
    }

    @Test
    @Order(6)
    void aRollbackAsksFirstAndKeepsWhatWasChanged(CapturedOutput output) {
        assertThat(execute("rollback", WAVE)).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(output.getErr()).contains("This removes 3 accounts", "--confirm");
        JdbcClient.create(DATABASE.dataSource())
                .sql("UPDATE account SET billing_name = 'changed' WHERE external_account_number = 'OPS-3'")
                .update();
        execute("rollback", WAVE, "--confirm");
        assertThat(output.getOut())
                .contains("Rollback of NORLYS/ops")
                .containsPattern("accounts decided: [0-9]+ removed, [12] kept, 0 left alone")
                .containsPattern("[12]  changed since their import");
    }

    @Test
    @Order(7)
    void theWaveIsWithdrawnOnceThatIsConfirmed(CapturedOutput output) {
        assertThat(execute("cancel", WAVE)).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(output.getErr()).contains("--confirm");
        assertThat(execute("cancel", WAVE, "--confirm")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut()).contains("accounts of wave NORLYS/ops are withdrawn");
    }

    @Test
    @Order(8)
    void timesAreThoseOfTheConfiguredZone(CapturedOutput output) {
        for (String command : List.of("executions " + WAVE, "status " + WAVE, "status NORLYS/OPS-2")) {
            String before = output.getOut();
            assertThat(execute((command + " --account-import.zone=Asia/Kathmandu").split(" ")))
                    .isEqualTo(ExitCode.DONE);
            assertThat(output.getOut().substring(before.length()))
                    .as(command)
                    .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+05:45");
        }
    }

    @Test
    @Order(8)
    void executionsListsWhatRan(CapturedOutput output) {
        assertThat(execute("executions", WAVE)).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut()).containsPattern("3 +import +NORLYS/ops +STOPPED \\(limit\\)");
        assertThat(execute("abandon", "3")).isEqualTo(ExitCode.DONE);
        assertThat(execute("restart", "3")).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(execute("executions", "--limit", "100")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut()).containsPattern("3 +import +NORLYS/ops +ABANDONED");
    }

    @ParameterizedTest
    @Order(9)
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            status NORLYS/nobody          | There is neither a wave nor an account NORLYS/nobody
            status nobody                 | 'nobody' is neither a wave nor an account
            watch NORLYS/nobody           | There is no wave NORLYS/nobody
            watch 99999                   | There is no job execution 99999
            stop 99999                    | 99999
            stop 1                        | only one that runs can be stopped
            abandon 1                     | is COMPLETED
            errors NORLYS/nobody          | There is no wave NORLYS/nobody
            failed-payloads NORLYS/nobody | There is no wave NORLYS/nobody
            reconcile NORLYS/nobody       | There is no wave NORLYS/nobody
            rollback NORLYS/nobody        | There is no wave NORLYS/nobody
            cancel NORLYS/nobody          | There is no wave NORLYS/nobody
            executions NORLYS/nobody      | There is no wave NORLYS/nobody
            failed-payloads NORLYS/ops -o no/such/directory/x | There is no directory
            """)
    void whatCannotBeDoneIsSaidInOneLine(String line, String expected, CapturedOutput output) {
        assertThat(execute(line.split(" "))).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(output.getErr().strip().lines()).singleElement().asString().contains(expected);
    }
}
