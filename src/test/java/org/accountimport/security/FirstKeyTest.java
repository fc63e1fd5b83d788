package org.accountimport.security;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.accountimport.AccountImportApplication;
import org.accountimport.api.Calls;
import org.accountimport.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How somebody gets in first: on the embedded database, and on one that is there already. */
@ExtendWith(OutputCaptureExtension.class)
class FirstKeyTest {

    private static final String WAVES = "/v2/data-import/waves/";

    @TempDir
    Path data;

    private ConfigurableApplicationContext serve(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--account-import.database.directory=" + data,
                "--account-import.jobs.directory=" + data.resolve("no-jobs"),
                "--account-import.sample.enabled=false"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new SpringApplicationBuilder(AccountImportApplication.class)
                .web(WebApplicationType.SERVLET)
                .profiles("serve")
                .run(arguments.toArray(String[]::new));
    }

    private static Calls calls(ConfigurableApplicationContext server, @Nullable String key) {
        return new Calls(server.getEnvironment().getRequiredProperty("local.server.port", Integer.class), key);
    }

    private static ApiKeys keysIn(DataSource database) {
        return new ApiKeys(JdbcClient.create(database), new TransactionTemplate(new JdbcTransactionManager(database)));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void isMadeByTheFirstStartOnTheEmbeddedDatabaseAndNeverAgain(CapturedOutput output) throws Exception {
        Path file = data.resolve("admin-key");
        String key;
        try (ConfigurableApplicationContext server = serve()) {
            assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
            key = Files.readString(file).strip();
            assertThat(output.getOut())
                    .contains("The first API key, which may do everything, is shown this once; " + file
                            + " keeps it for you:" + System.lineSeparator() + "  " + key)
                    .contains("Sign in with it at http://localhost:");
            assertThat(output.getAll().split(key, -1)).as("shown once").hasSize(2);
            assertThat(calls(server, key).get(WAVES).statusCode()).isEqualTo(200);
            assertThat(calls(server, null).get("/login").body()).contains("<code>" + file + "</code>");
            assertThat(server.getBean(ApiKeys.class).list()).singleElement().satisfies(made -> {
                assertThat(made.name()).isEqualTo("admin");
                assertThat(made.role()).isEqualTo(Role.ADMIN);
                assertThat(made.suppliers()).isEmpty();
            });
        }
        assertThat(files()).as("nothing beside it").containsExactly(file);

        Files.delete(file);
        try (ConfigurableApplicationContext server = serve()) {
            assertThat(file).as("made once").doesNotExist();
            assertThat(output.getAll()).contains("There is no " + file + ", and keys are stored as hashes only");
            assertThat(calls(server, key).get(WAVES).statusCode()).isEqualTo(200);
            assertThat(server.getBean(ApiKeys.class).list()).hasSize(1);
        }
    }

    /** What stands in the way of the file, or of the row: wherever a first start ends, the next one makes a key that opens. */
    @Nested
    class AfterAStartThatWasCutOff {

        private final DataSource database = TestDatabase.migrated().dataSource();
        private final JdbcClient jdbc = JdbcClient.create(database);
        private final ApiKeys keys = keysIn(database);
        private Path file = Path.of("");
        private FirstKey first = new FirstKey(keys, null);

        @BeforeEach
        void useADirectoryOfOnesOwn() {
            file = data.resolve("admin-key");
            first = new FirstKey(keys, file);
        }

        @AfterEach
        void theNextStartMakesExactlyOneThatOpens() throws Exception {
            first.makeWhereThereIsNone();
            new FirstKey(keys, file).makeWhereThereIsNone();
            assertThat(keys.list()).hasSize(1);
            assertThat(keys.holderOf(Files.readString(file).strip()))
                    .hasValueSatisfying(holder -> assertThat(holder.role()).isEqualTo(Role.ADMIN));
            assertThat(first.take()).contains(Files.readString(file).strip());
            assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
            assertThat(files()).as("nothing beside it").containsExactly(file);
        }

        @Test
        void whileItWroteTheFile() throws Exception {
            Files.writeString(data.resolve("admin-key.new"), "ai_0123");
        }

        @Test
        void beforeTheFileWasInItsPlace() throws Exception {
            Path inTheWay = Files.createDirectories(file.resolve("in-the-way"));
            assertThatThrownBy(first::makeWhereThereIsNone).isInstanceOf(AccessStartException.class);
            assertThat(keys.list()).as("no key that nobody has").isEmpty();
            Files.delete(inTheWay);
            Files.delete(file);
        }

        @Test
        void beforeTheKeyWasCommitted() throws Exception {
            jdbc.sql("ALTER TABLE api_key ADD CONSTRAINT cut_off_ck CHECK (name <> 'admin')")
                    .update();
            assertThatThrownBy(first::makeWhereThereIsNone).isInstanceOf(DataAccessException.class);
            assertThat(keys.holderOf(Files.readString(file).strip()))
                    .as("opens nothing")
                    .isEmpty();
            jdbc.sql("ALTER TABLE api_key DROP CONSTRAINT cut_off_ck").update();
        }
    }

    /** What a server does for its first key, in a process of its own. Arguments: URL, user, password, file. */
    static final class FirstStart {

        public static void main(String[] arguments) {
            DataSource database = new TestDatabase(arguments[0], arguments[1], arguments[2]).dataSource();
            new FirstKey(keysIn(database), Path.of(arguments[3])).makeWhereThereIsNone();
        }
    }

    /**
     * Held by a lock at the last two moments at which it may be killed. At the insert PostgreSQL rolls back what the dead process
     * asked for; a commit that has arrived is carried out, for a process that no longer hears of it.
     */
    @ParameterizedTest(name = "while the database is at the {0}")
    @CsvSource({"insert, BEFORE INSERT, false", "commit, AFTER INSERT, true"})
    void killedWhenItsFileIsThereLeavesOneKeyThatOpens(String moment, String when, boolean committed) throws Exception {
        TestDatabase database = TestDatabase.migrated();
        JdbcClient jdbc = database.jdbc();
        ApiKeys keys = keysIn(database.dataSource());
        Path file = data.resolve("admin-key");
        jdbc.sql("""
                CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_advisory_xact_lock(17); RETURN NEW; END'
                """).update();
        jdbc.sql("CREATE " + (committed ? "CONSTRAINT " : "") + "TRIGGER wait_for_the_test " + when + " ON api_key "
                        + (committed ? "DEFERRABLE INITIALLY DEFERRED " : "")
                        + "FOR EACH ROW EXECUTE FUNCTION wait_for_the_test()")
                .update();
        try (Connection holder = database.dataSource().getConnection();
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(17)");
            Process first = firstStart(database, file);
            try {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> jdbc.sql("""
                        SELECT count(*)
                          FROM pg_locks
                         WHERE locktype = 'advisory'
                           AND NOT granted
                           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """).query(Long.class).single() == 1);
            } finally {
                first.destroyForcibly().waitFor();
            }
            assertThat(keys.list()).isEmpty();
        }
        String left = Files.readString(file).strip();

        new FirstKey(keys, file).makeWhereThereIsNone();

        assertThat(keys.list()).hasSize(1);
        String key = Files.readString(file).strip();
        assertThat(key.equals(left)).as("the key of the killed process").isEqualTo(committed);
        assertThat(keys.holderOf(key))
                .hasValueSatisfying(holder -> assertThat(holder.role()).isEqualTo(Role.ADMIN));
        assertThat(files()).as("nothing beside it").containsExactly(file);
    }

    private static Process firstStart(TestDatabase database, Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstStart.class.getName(),
                        database.jdbcUrl(),
                        database.username(),
                        database.password(),
                        file.toString())
                .inheritIO()
                .start();
    }

    @Test
    void isMadeByHandOnADatabaseThatIsThereAlready(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext server =
                serve(TestDatabase.migrated().asProperties())) {
            assertThat(output.getAll())
                    .contains("There is no API key that holds, so nobody gets in; make one with"
                            + " 'account-import keys create NAME --role admin'")
                    .contains("Listening on 127.0.0.1:");
            assertThat(files()).isEmpty();
            assertThat(calls(server, null).get("/login").body())
                    .contains("account-import keys create")
                    .doesNotContain("admin-key");
            assertThat(calls(server, TestKeys.API).get(WAVES).statusCode()).isEqualTo(401);
            String key = server.getBean(ApiKeys.class)
                    .create("admin", Role.ADMIN, List.of(), null, "test")
                    .secret();
            assertThat(calls(server, key).get(WAVES).statusCode()).isEqualTo(200);
        }
    }
}
