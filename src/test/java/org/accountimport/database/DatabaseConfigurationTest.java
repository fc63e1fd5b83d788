package org.accountimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.accountimport.AccountImportApplication;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseConfigurationTest {

    @TempDir
    Path data;

    private ConfigurableApplicationContext run(String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--account-import.database.directory=" + data));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new SpringApplicationBuilder(AccountImportApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    /** Spares a start the unpacking of its server. */
    private void unpackedBefore() throws IOException {
        Files.createDirectories(TestServer.BINARIES);
        Files.createSymbolicLink(
                Files.createDirectory(data.resolve("postgresql")).resolve("server"), TestServer.BINARIES);
    }

    private DatabaseStartException refusal(String... settings) {
        Throwable failure = catchThrowable(() -> run(settings).close());
        assertThat(failure).isNotNull();
        return ExceptionUtils.throwableOfType(failure, DatabaseStartException.class);
    }

    @Nested
    class WithNothingConfigured {

        @Test
        void theApplicationRunsMigratedOnAServerOfItsOwnThatEndsWithIt() {
            try (ConfigurableApplicationContext application = run()) {
                assertThat(application
                                .getBean(JdbcClient.class)
                                .sql("SELECT count(*) FROM flyway_schema_history WHERE success")
                                .query(Long.class)
                                .single())
                        .isPositive();
                assertThat(pool(application).getMaximumPoolSize())
                        .isEqualTo(
                                DataSourceDefaults.poolSize(Runtime.getRuntime().availableProcessors()));
            }
            assertThat(data.resolve("postgresql/cluster/PG_VERSION")).exists();
            assertThat(Postmaster.of(data.resolve("postgresql/cluster"))).isEmpty();
        }

        @Test
        void anEmptyUrlIsNone() throws IOException {
            unpackedBefore();
            try (ConfigurableApplicationContext application = run("spring.datasource.url=")) {
                assertThat(application.getBean(EmbeddedPostgresql.class).jdbcUrl())
                        .startsWith("jdbc:postgresql://127.0.0.1:");
            }
        }

        @Test
        void theOperatorChoosesPoolSizeAndServerSettings() throws IOException {
            unpackedBefore();
            try (ConfigurableApplicationContext application = run(
                    "spring.datasource.hikari.maximum-pool-size=5",
                    "account-import.database.settings.shared_buffers=64MB")) {
                assertThat(pool(application).getMaximumPoolSize()).isEqualTo(5);
                assertThat(application
                                .getBean(JdbcClient.class)
                                .sql("SHOW shared_buffers")
                                .query(String.class)
                                .single())
                        .isEqualTo("64MB");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "port=65536",
                    "port=-1",
                    "settings.fsync=off",
                    "settings.listen_addresses=*",
                    "settings.Bad Name=1"
                })
        void settingsThatMakeNoSenseOrWouldLoseDataAreRefused(String setting) {
            assertThat(catchThrowable(
                            () -> run("account-import.database." + setting).close()))
                    .hasStackTraceContaining("account-import.database");
            assertThat(data).isEmptyDirectory();
        }

        @Test
        void aFailureIsReportedAsProblemAndRemedy(CapturedOutput output) throws Exception {
            Files.createDirectories(data.resolve("postgresql/photos"));

            assertThat(refusal()).hasMessageContaining("holds files that are not of Account Import");
            assertThat(output)
                    .contains("APPLICATION FAILED TO START")
                    .contains("Action:")
                    .doesNotContain("\tat org.");
        }
    }

    @Nested
    class WithADatabaseOfTheOperators {

        @Test
        void connectionsAreInUtcWhereverTheApplicationRuns() {
            TimeZone machine = TimeZone.getDefault();
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Copenhagen"));
            try (ConfigurableApplicationContext application =
                    run(TestDatabase.empty().asProperties())) {
                assertThat(application
                                .getBean(JdbcClient.class)
                                .sql("SHOW timezone")
                                .query(String.class)
                                .single())
                        .isEqualTo("UTC");
            } finally {
                TimeZone.setDefault(machine);
            }
        }

        @Test
        void thatIsUsedAndNothingEmbeddedStarts() {
            TestDatabase external = TestDatabase.empty();
            try (ConfigurableApplicationContext application = run(external.asProperties())) {
                assertThat(pool(application).getJdbcUrl()).isEqualTo(external.jdbcUrl());
                assertThat(application.getBeanNamesForType(EmbeddedPostgresql.class))
                        .isEmpty();
                assertThat(external.jdbc()
                                .sql("SELECT count(*) FROM flyway_schema_history")
                                .query(Long.class)
                                .single())
                        .isPositive();
            }
            assertThat(data).isEmptyDirectory();
        }

        @Test
        void oneThatDoesNotAnswerIsRefusedWithoutItsPassword() {
            assertThat(refusal("spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none?user=u&password=secret"))
                    .hasMessageStartingWith(
                            "The configured database jdbc:postgresql://127.0.0.1:1/none cannot be used: Connection to")
                    .hasMessageContaining("check SPRING_DATASOURCE_URL")
                    .hasMessageNotContaining("secret");
        }

        @Test
        void oneThatRefusesThePasswordIsRefused() {
            assertThat(refusal(
                            "spring.datasource.url=" + TestDatabase.empty().jdbcUrl(),
                            "spring.datasource.username=account_import",
                            "spring.datasource.password=wrong"))
                    .hasMessageContaining("password authentication failed for user \"account_import\"");
        }

        @Test
        void anotherProductIsRefused() {
            assertThat(refusal(
                            "spring.datasource.url=jdbc:mysql://127.0.0.1/x",
                            "spring.datasource.driver-class-name=org.postgresql.Driver"))
                    .hasMessageContaining("is not a PostgreSQL");
        }

        @Test
        void fifteenIsTheOldestThatIsTaken() {
            assertThat(ExternalDatabaseCheck.OLDEST_VERSION).isEqualTo(15);
        }

        @Test
        void anOlderOneIsRefused() {
            TestDatabase external = TestDatabase.empty();
            MockEnvironment environment =
                    new MockEnvironment().withProperty("spring.datasource.url", external.jdbcUrl());
            int newerThanOurs = 19;

            assertThatExceptionOfType(DatabaseStartException.class)
                    .isThrownBy(() -> new ExternalDatabaseCheck(environment, newerThanOurs)
                            .postProcessAfterInitialization(external.dataSource(), "dataSource"))
                    .withMessage(
                            "The configured database %s is PostgreSQL 18, but Account Import needs PostgreSQL 19 or"
                                    + " newer; upgrade that server, or set SPRING_DATASOURCE_URL to another one",
                            external.jdbcUrl());
        }
    }

    private static HikariDataSource pool(ApplicationContext application) {
        return Objects.requireNonNull(DataSourceUnwrapper.unwrap(
                application.getBean(DataSource.class), HikariConfigMXBean.class, HikariDataSource.class));
    }
}
