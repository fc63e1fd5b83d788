package org.accountimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.accountimport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Job definitions at the command line, and at the start of a server. */
@ExtendWith(OutputCaptureExtension.class)
class SchedulesCommandTest {

    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @TempDir
    Path directory;

    private int execute(String... arguments) {
        return AccountImportCommand.execute(Stream.of(
                        Arrays.stream(arguments),
                        Stream.of("--account-import.jobs.directory=" + directory),
                        Arrays.stream(DATABASE.asProperties()).map(property -> "--" + property))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private void define(String content) throws IOException {
        Files.writeString(directory.resolve("it.yml"), content);
    }

    @Test
    void areListedWithTheirNextTime(CapturedOutput output) throws IOException {
        define("""
                name: nightly
                job: dry-run
                supplier: NORLYS
                wave: 'week-{iso-week}'
                cron: '0 0 1 * * *'
                window: {from: '01:00', until: '05:30'}
                """);
        assertThat(execute("schedules")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .containsPattern("nightly +dry-run +NORLYS/week-\\{iso-week} \\(week-\\d{4}-W\\d\\d\\)"
                        + " +0 0 1 \\* \\* \\* Europe/Copenhagen +01:00–05:30 +at \\d{4}-\\d\\d-\\d\\d 01:00:00 \\+0[12]:00"
                        + " +none");
    }

    @Test
    void areNone(CapturedOutput output) {
        assertThat(execute("schedules")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut()).contains("There are no job definitions.");
    }

    @Test
    void thatAreWrongKeepAServerFromStartingAndNothingElse(CapturedOutput output) throws IOException {
        define("""
                name: nightly
                job: imprt
                supplier: NORLYS
                wave: '*'
                cron: every night
                """);
        for (String command : new String[] {"serve", "schedules"}) {
            assertThat(execute(command, "--server.port=0")).isEqualTo(ExitCode.BAD_USAGE);
        }
        String it = directory.resolve("it.yml").toString();
        assertThat(output.getErr().lines().filter(line -> line.contains(it) || line.startsWith("account-import ")))
                .containsSubsequence(
                        "account-import schedules: Job definitions are wrong:",
                        "  " + it + ":2: job is imprt; choose dry-run, import or retention")
                .hasSize(6)
                .noneMatch(line -> line.contains("Exception"));
        assertThat(execute("waves")).isEqualTo(ExitCode.DONE);
    }
}
