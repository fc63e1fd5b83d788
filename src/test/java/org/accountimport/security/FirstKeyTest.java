package org.accountimport.security;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
        private final ApiKeys keys = new ApiKeys(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)));
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
