package org.accountimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.accountimport.database.TestDatabase;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Keys at the command line, and a server without any. */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeysCommandTest {

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Pattern SECRET = Pattern.compile("ai_([0-9a-f]{10})_[A-Za-z0-9_-]{43}");

    private static int execute(String... arguments) {
        return AccountImportCommand.execute(Stream.concat(
                        Arrays.stream(arguments),
                        Arrays.stream(DATABASE.asProperties()).map(property -> "--" + property))
                .toArray(String[]::new));
    }

    private static String unused() {
        return "key-" + UUID.randomUUID();
    }

    @Test
    @Order(1)
    void noneAreListedAsNone(CapturedOutput output) {
        assertThat(execute("keys", "list")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .contains("There is no key; make one with 'account-import keys create NAME --role admin'.");
    }

    @Test
    @Order(2)
    void aServerWithoutAnyIsReachedFromNowhereElse(CapturedOutput output) {
        DATABASE.jdbc().sql("""
                        INSERT INTO api_key (name, prefix, hash, role, suppliers, created_by, expires_at)
                        VALUES ('expired', 'expired', sha256(''), 'ADMIN', '{}', 'test', now())
                        """).update();
        assertThat(execute("serve", "--server.address=0.0.0.0", "--server.port=0"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(output.getErr())
                .contains("server.address is 0.0.0.0, but there is no API key that holds; make one with"
                        + " 'account-import keys create NAME --role admin', or listen on 127.0.0.1 until there is one")
                .doesNotContain("\tat ");
        assertThat(output.getAll()).doesNotContain("Listening on");
    }

    @Test
    @Order(3)
    void areShownOnceWithWhatTheyMay(CapturedOutput output) {
        String name = unused();
        assertThat(execute(
                        "keys",
                        "create",
                        name,
                        "--role",
                        "operator",
                        "--supplier",
                        "NORLYS_STRICT",
                        "--supplier",
                        "NORLYS"))
                .isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .contains("Key " + name + ": operator for NORLYS,NORLYS_STRICT, expires never")
                .contains("It is shown this once; keep it where secrets are kept:");
        Matcher secret = SECRET.matcher(output.getOut());
        assertThat(secret.find()).isTrue();
        String shown = secret.group();
        assertThat(execute("keys", "list")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .containsPattern(
                        name + " +" + secret.group(1) + " +operator +NORLYS,NORLYS_STRICT +holds .* never +never");
        assertThat(output.getAll().split(Pattern.quote(shown), -1))
                .as("shown once")
                .hasSize(2);
    }

    @Test
    @Order(3)
    void expireAtTheEndOfADayOrAfterSomeDays(CapturedOutput output) {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        String until = unused();
        String after = unused();
        assertThat(execute("keys", "create", until, "--role", "viewer", "--expires", today.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(execute("keys", "create", after, "--role", "VIEWER", "--expires", "90d"))
                .isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .contains("Key " + until + ": viewer for all suppliers, expires " + today.plusDays(1) + " 00:00:00")
                .contains("Key " + after + ": viewer for all suppliers, expires " + today.plusDays(90));
    }

    @Test
    @Order(3)
    void areRevokedByNameOrPrefixAndGiveTheirNameFree(CapturedOutput output) {
        String name = unused();
        assertThat(execute("keys", "create", name, "--role", "admin")).isEqualTo(ExitCode.DONE);
        Matcher secret = SECRET.matcher(output.getOut());
        assertThat(secret.find()).isTrue();
        assertThat(execute("keys", "create", name, "--role", "viewer")).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(output.getErr()).contains("A key named " + name + " exists already");
        assertThat(execute("keys", "revoke", secret.group(1))).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut()).contains("Key " + name + " (" + secret.group(1) + ") is revoked.");
        assertThat(execute("keys", "revoke", name)).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(execute("keys", "create", name, "--role", "viewer")).isEqualTo(ExitCode.DONE);
        assertThat(execute("keys", "list")).isEqualTo(ExitCode.DONE);
        assertThat(output.getOut())
                .containsPattern(name + " .*admin .*revoked")
                .containsPattern(name + " .*viewer .*holds");
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource(delimiter = '|', textBlock = """
            keys create x                                        | Missing required option: '--role=ROLE'
            keys create x --role root                            | root
            keys create x --role viewer --supplier NORLIS        | There is no import supplier NORLIS; configured are
            keys create x --role viewer --expires 2020-01-31     | --expires must be a day from today on
            keys create x --role viewer --expires soon           | as 2027-01-31, or a number of days, as 90d, but is soon
            keys create x --role viewer --expires 0d             | --expires must be a day from today on
            keys revoke nobody                                   | There is no key named nobody that is not revoked; 'keys list' shows those there are
            """)
    void whatCannotBeDoneIsSaidInOneLine(String line, String expected, CapturedOutput output) {
        assertThat(execute(line.split(" "))).isEqualTo(ExitCode.BAD_USAGE);
        assertThat(output.getErr().strip().lines()).singleElement().asString().contains(expected);
        assertThat(DATABASE.jdbc()
                        .sql("SELECT count(*) FROM api_key WHERE name = 'x'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
