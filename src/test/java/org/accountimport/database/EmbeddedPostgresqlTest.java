package org.accountimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedPostgresqlTest {

    private static final ServerSettings DEFAULTS = new ServerSettings(Map.of());

    private static Path startedOnce = Path.of("");

    @TempDir
    Path temporary;

    Path directory;

    @BeforeAll
    static void keepOneApart(@TempDir Path parent) {
        startedOnce = parent.resolve("started-once");
    }

    @BeforeEach
    void chooseDirectory() {
        directory = temporary.resolve("data").resolve("postgresql");
    }

    @AfterEach
    void leaveNoServer() throws IOException {
        if (Files.isDirectory(cluster()) && isServed()) {
            try (EmbeddedPostgresql adopted = open()) {
                assertThat(adopted.jdbcUrl()).isNotEmpty();
            }
        }
    }

    /** Gives the directory a database as a first start leaves it, without the seconds that a first start takes. */
    private void startedBefore() throws IOException {
        if (!Files.exists(startedOnce)) {
            EmbeddedPostgresql.open(startedOnce, TestServer.BINARIES, DEFAULTS, 0)
                    .close();
        }
        Files.createDirectories(directory.getParent());
        try (Stream<Path> files = Files.walk(startedOnce)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(startedOnce.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private EmbeddedPostgresql open() {
        return open(DEFAULTS, 0);
    }

    private EmbeddedPostgresql open(ServerSettings settings, int port) {
        return EmbeddedPostgresql.open(directory, TestServer.BINARIES, settings, port);
    }

    private static JdbcClient jdbc(EmbeddedPostgresql server) {
        return new TestDatabase(server.jdbcUrl(), server.username(), server.password()).jdbc();
    }

    private static void keep(EmbeddedPostgresql server, String text) {
        jdbc(server).sql("CREATE TABLE IF NOT EXISTS kept (content text)").update();
        jdbc(server).sql("INSERT INTO kept VALUES (:text)").param("text", text).update();
    }

    private static List<String> kept(EmbeddedPostgresql server) {
        return jdbc(server).sql("SELECT content FROM kept").query(String.class).list();
    }

    private Path cluster() {
        return directory.resolve("cluster");
    }

    private long serverProcess() {
        return Postmaster.of(cluster()).orElseThrow().pid();
    }

    private boolean isServed() {
        return Postmaster.runsOn(cluster());
    }

    private void openAndClose() {
        open().close();
    }

    /** What one start of one server shows. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class AServerInAFreshDirectory {

        private Path home = Path.of("");

        @SuppressWarnings("NullAway.Init")
        private EmbeddedPostgresql server;

        @BeforeAll
        void start(@TempDir Path parent) {
            home = parent.resolve("data").resolve("postgresql");
            server = EmbeddedPostgresql.open(home, TestServer.BINARIES, DEFAULTS, 0);
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Test
        void becomesADatabaseOfTheApplicationsOwnRole() {
            assertThat(jdbc(server)
                            .sql("SELECT current_database() || ' of ' || current_user")
                            .query(String.class)
                            .single())
                    .isEqualTo("account_import of account_import");
            assertThat(jdbc(server)
                            .sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
                            .query(Boolean.class)
                            .single())
                    .isFalse();
        }

        @Test
        void isServedAsSet() {
            Map<String, String> settings = jdbc(server)
                    .sql("SELECT name, current_setting(name) FROM pg_settings")
                    .query((ResultSet row) -> {
                        Map<String, String> found = new HashMap<>();
                        while (row.next()) {
                            found.put(row.getString(1), row.getString(2));
                        }
                        return found;
                    });
            assertThat(settings)
                    .containsEntry("data_checksums", "on")
                    .containsEntry("server_encoding", "UTF8")
                    .containsEntry("fsync", "on")
                    .containsEntry("synchronous_commit", "on")
                    .containsEntry("full_page_writes", "on")
                    .containsEntry("listen_addresses", "127.0.0.1")
                    .containsEntry("password_encryption", "scram-sha-256")
                    .containsEntry("allow_alter_system", "off")
                    .containsEntry("log_timezone", "UTC")
                    .containsEntry("shared_buffers", "256MB")
                    .containsEntry("max_wal_size", "4GB")
                    .containsEntry("jit", "off")
                    .containsEntry("log_error_verbosity", "terse")
                    .containsEntry("log_min_error_statement", "panic");
            assertThat(settings.get("server_version")).startsWith("18.");
        }

        @Test
        void sortsByCodePointAndKnowsUpperCaseBeyondAscii() {
            assertThat(jdbc(server)
                            .sql(
                                    "SELECT upper(name) FROM (VALUES ('ærø'), ('Zealand'), ('amager')) n (name) ORDER BY name")
                            .query(String.class)
                            .list())
                    .containsExactly("ZEALAND", "AMAGER", "ÆRØ");
        }

        @Test
        void isForItsOwnerOnly() throws IOException {
            assertThat(Files.getPosixFilePermissions(home)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(home.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(server.password()).hasSizeGreaterThan(40);
        }

        @Test
        void letsNobodyInWithoutItsPassword() {
            for (String user : List.of("account_import", "postgres")) {
                assertThatThrownBy(() -> new TestDatabase(server.jdbcUrl(), user, "guessed")
                                .dataSource()
                                .getConnection())
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            }
        }
    }

    @Nested
    class AFreshDirectory {

        @Test
        void listensOnTheChosenPort() throws IOException {
            int port;
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            try (EmbeddedPostgresql server = open(DEFAULTS, port)) {
                assertThat(server.jdbcUrl()).contains("127.0.0.1:" + port + "/");
            }
        }

        @Test
        void forgetsAStartThatWasKilledBeforeItsClusterWasWhole() throws IOException {
            Files.createDirectories(directory.resolve("cluster.new/base"));
            Files.writeString(directory.resolve("password"), "of nothing");

            try (EmbeddedPostgresql server = open()) {
                assertThat(server.password()).isNotEqualTo("of nothing");
                assertThat(directory.resolve("cluster.new")).doesNotExist();
            }
        }

        @Test
        void logsNoRowOfAFailedStatement() throws IOException {
            try (EmbeddedPostgresql server = open()) {
                keep(server, "x");
                assertThatThrownBy(() -> jdbc(server)
                                .sql("INSERT INTO kept SELECT 1 / length(replace('Secret Name', 'Secret Name', ''))")
                                .update())
                        .hasMessageContaining("division by zero");
            }
            try (var logs = Files.list(directory.resolve("log"))) {
                assertThat(logs.toList())
                        .singleElement()
                        .satisfies(log -> assertThat(log)
                                .content()
                                .contains("division by zero")
                                .doesNotContain("Secret Name"));
            }
        }
    }

    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class AServerThatEndsWhileItIsUsed {

        private void kill() {
            ProcessHandle postmaster = ProcessHandle.of(serverProcess()).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        }

        private void awaitKept(EmbeddedPostgresql server, String text) {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(kept(server)).containsExactly(text));
        }

        @Test
        void comesBackOnTheSamePortWithAllThatWasCommittedUntilItIsClosed(CapturedOutput log) {
            try (EmbeddedPostgresql server = open()) {
                server.keepRunning();
                keep(server, "committed");
                long killed = serverProcess();
                kill();

                awaitKept(server, "committed");
                assertThat(serverProcess()).isNotEqualTo(killed);
                await().until(() -> log.getAll().contains("The embedded PostgreSQL runs again"));
                assertThat(log.getAll()).contains("The embedded PostgreSQL has ended, though it is in use");
            }
            assertThat(isServed()).isFalse();
        }

        @Test
        void isTriedAgainWhereItDoesNotStart(CapturedOutput log) throws IOException {
            try (EmbeddedPostgresql server = open()) {
                server.keepRunning();
                keep(server, "committed");
                Path control = cluster().resolve("global/pg_control");
                Path away = cluster().resolve("pg_control.away");
                Files.move(control, away);
                kill();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> log.getAll().contains("The embedded PostgreSQL does not start: "));
                assertThat(log.getAll()).doesNotContain("PostgreSQL runs again");

                Files.move(away, control);
                awaitKept(server, "committed");
            }
        }

        @Test
        void isStartedByOneOfTheProcessesThatUseIt() throws IOException {
            try (OtherJvm other = OtherJvm.opening(directory)) {
                other.awaitPort();
                try (EmbeddedPostgresql server = open()) {
                    server.keepRunning();
                    keep(server, "committed");
                    kill();
                    awaitKept(server, "committed");
                }
                assertThat(isServed()).as("the other still uses it").isTrue();
            }
        }
    }

    @Nested
    class ASecondStart {

        @BeforeEach
        void afterAFirstOne() throws IOException {
            startedBefore();
        }

        @Test
        void findsItsDataOnTheSamePort() {
            String url;
            try (EmbeddedPostgresql first = open()) {
                keep(first, "from the first");
                url = first.jdbcUrl();
            }
            assertThat(isServed()).isFalse();

            try (EmbeddedPostgresql second = open()) {
                assertThat(kept(second)).containsExactly("from the first");
                assertThat(second.jdbcUrl()).isEqualTo(url);
            }
        }

        @Test
        void takesAnotherPortWhereTheLastOneIsTaken() throws IOException {
            int port;
            try (EmbeddedPostgresql first = open()) {
                port = first.access().port();
            }
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                    EmbeddedPostgresql second = open()) {
                assertThat(second.access().port()).isNotEqualTo(taken.getLocalPort());
            }
        }

        @Test
        void withinOneJvmSharesTheServer() {
            try (EmbeddedPostgresql first = open()) {
                EmbeddedPostgresql second = open();
                assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());
                second.close();

                keep(first, "still there");
                assertThat(kept(first)).containsExactly("still there");
            }
            assertThat(isServed()).isFalse();
        }

        @Test
        void appliesChangedSettings() {
            openAndClose();

            try (EmbeddedPostgresql server = open(new ServerSettings(Map.of("work_mem", "3MB")), 0)) {
                assertThat(jdbc(server).sql("SHOW work_mem").query(String.class).single())
                        .isEqualTo("3MB");
            }
        }
    }

    @Nested
    class AnotherJvm {

        @Test
        void attachesToTheServerThatRunsAndTheLastToGoStopsIt() throws IOException {
            startedBefore();
            EmbeddedPostgresql ours = open();
            long process = serverProcess();
            try (OtherJvm other = OtherJvm.opening(directory)) {
                assertThat(other.awaitPort()).isEqualTo(ours.access().port());
                assertThat(serverProcess()).isEqualTo(process);

                ServerAccess access = ours.access();
                ours.close();
                assertThat(new TestDatabase(access.jdbcUrl(), "account_import", access.password())
                                .jdbc()
                                .sql("SELECT 1")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(1);
            }
            assertThat(isServed()).isFalse();
        }

        @Test
        void leavesTheServerToUs() throws IOException {
            startedBefore();
            OtherJvm other = OtherJvm.opening(directory);
            other.awaitPort();
            try (EmbeddedPostgresql ours = open()) {
                other.close();
                keep(ours, "after it went");
                assertThat(kept(ours)).containsExactly("after it went");
            }
            assertThat(isServed()).isFalse();
        }

        @Test
        void keepsItsServerThoughWeAskForOtherSettings() throws IOException {
            startedBefore();
            try (OtherJvm other = OtherJvm.opening(directory)) {
                int port = other.awaitPort();
                long process = serverProcess();
                try (EmbeddedPostgresql ours = open(new ServerSettings(Map.of("work_mem", "3MB")), 0)) {
                    assertThat(ours.access().port()).isEqualTo(port);
                    assertThat(serverProcess()).isEqualTo(process);
                }
            }
        }

        @Test
        void startingAtTheSameMomentSharesOneServer() throws IOException {
            try (OtherJvm one = OtherJvm.opening(directory);
                    OtherJvm two = OtherJvm.opening(directory)) {
                assertThat(one.awaitPort()).isEqualTo(two.awaitPort());
            }
            assertThat(isServed()).isFalse();
        }

        @Test
        void isNotJoinedWhereItsServerIsGone() throws IOException {
            startedBefore();
            try (OtherJvm other = OtherJvm.opening(directory)) {
                other.awaitPort();
                killServer();

                assertThatExceptionOfType(DatabaseStartException.class)
                        .isThrownBy(EmbeddedPostgresqlTest.this::openAndClose)
                        .withMessageContaining("Another process of Account Import uses " + directory)
                        .withMessageContaining("stop that process first");
            }
        }
    }

    private void killServer() {
        ProcessHandle server = ProcessHandle.of(serverProcess()).orElseThrow();
        List<ProcessHandle> family = server.descendants().toList();
        server.destroyForcibly();
        server.onExit().join();
        await().until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Nested
    class AKilledJvm {

        @BeforeEach
        void afterAFirstOne() throws IOException {
            startedBefore();
        }

        @Test
        void leavesItsServerToTheNextWhichStopsIt() throws Exception {
            OtherJvm killed = OtherJvm.opening(directory);
            int port = killed.awaitPort();
            long process = serverProcess();
            killed.kill();

            try (EmbeddedPostgresql next = open()) {
                assertThat(serverProcess()).isEqualTo(process);
                assertThat(next.access().port()).isEqualTo(port);
            }
            assertThat(isServed()).isFalse();
        }

        @Test
        void leavesAServerThatRestartsWhereTheNextAsksForOtherSettings() throws Exception {
            OtherJvm killed = OtherJvm.opening(directory);
            killed.awaitPort();
            long process = serverProcess();
            killed.kill();

            try (EmbeddedPostgresql next = open(new ServerSettings(Map.of("work_mem", "3MB")), 0)) {
                assertThat(serverProcess()).isNotEqualTo(process);
                assertThat(jdbc(next).sql("SHOW work_mem").query(String.class).single())
                        .isEqualTo("3MB");
            }
        }
    }

    @Nested
    class AStalePidFile {

        @BeforeEach
        void killTheServerWithDataInIt() throws IOException {
            startedBefore();
            EmbeddedPostgresql ours = open();
            keep(ours, "committed");
            killServer();
            ours.close();
            assertThat(Postmaster.of(cluster())).isPresent();
        }

        @Test
        void ofADeadProcessIsNoObstacleAndWhatWasCommittedIsThere() {
            try (EmbeddedPostgresql server = open()) {
                assertThat(kept(server)).containsExactly("committed");
            }
        }

        @Test
        void whoseIdIsAnotherProcessNowIsNoObstacle() throws IOException {
            // Waits for input for ever. Not this JVM: PostgreSQL itself forgives its own ancestors.
            Process another = new ProcessBuilder("cat").start();
            claimFor(another.pid());

            try (EmbeddedPostgresql server = open()) {
                assertThat(kept(server)).containsExactly("committed");
                assertThat(another.isAlive()).isTrue();
            } finally {
                another.destroy();
            }
        }

        @Test
        void whoseIdIsThePostgresqlOfAnotherDirectoryNowIsNoObstacle() throws IOException {
            Path elsewhere = temporary.resolve("elsewhere");
            try (EmbeddedPostgresql other = EmbeddedPostgresql.open(elsewhere, TestServer.BINARIES, DEFAULTS, 0)) {
                claimFor(Postmaster.of(elsewhere.resolve("cluster"))
                        .orElseThrow()
                        .pid());

                try (EmbeddedPostgresql server = open()) {
                    assertThat(server.jdbcUrl()).isNotEqualTo(other.jdbcUrl());
                    assertThat(kept(server)).containsExactly("committed");
                }
            }
        }

        private void claimFor(long process) throws IOException {
            Path file = cluster().resolve("postmaster.pid");
            List<String> lines = Files.readAllLines(file);
            lines.set(0, Long.toString(process));
            Files.write(file, lines);
        }
    }

    @Nested
    class IsRefusedInOneLine {

        private void refused(String... parts) {
            assertThatExceptionOfType(DatabaseStartException.class)
                    .isThrownBy(EmbeddedPostgresqlTest.this::openAndClose)
                    .satisfies(e -> assertThat(e.getMessage()).contains(parts).hasLineCount(1));
        }

        @Test
        void whereTheClusterIsOfAnotherMajorVersion() throws IOException {
            startedBefore();
            Files.writeString(cluster().resolve("PG_VERSION"), "17\n");

            refused(directory.toString(), "is of PostgreSQL 17, but this is PostgreSQL 18", "pg_dump");
        }

        @Test
        void whereTheClusterIsDamaged() throws IOException {
            startedBefore();
            Files.delete(cluster().resolve("global/pg_control"));

            refused("is damaged: cluster/global/pg_control is missing", "restore the directory from a backup");
        }

        @Test
        void whereTheServerFindsMoreDamage() throws IOException {
            startedBefore();
            Files.write(cluster().resolve("global/pg_control"), new byte[8192]);

            refused("could not start the database", "FATAL", "see " + directory.resolve("log"));
        }

        @Test
        void forWhatThisStartSaysAndNotForWhatAnEarlierOneOfTheDaySaid() throws IOException {
            startedBefore();
            for (Path log : filesIn(directory.resolve("log"))) {
                Files.writeString(
                        log,
                        "FATAL:  could not write lock file \"postmaster.pid\": No space left on device\n",
                        StandardOpenOption.APPEND);
            }
            for (Path segment : filesIn(cluster().resolve("pg_wal"))) {
                Files.delete(segment);
            }

            refused("could not start the database", "checkpoint record");
        }

        private static List<Path> filesIn(Path parent) throws IOException {
            try (Stream<Path> files = Files.list(parent)) {
                return files.filter(Files::isRegularFile).toList();
            }
        }

        @Test
        void whereTheDirectoryIsSomebodyElses() throws IOException {
            Files.createDirectories(directory.resolve("photos"));

            refused(directory + " holds files that are not of Account Import", "account-import.database.directory");
        }

        @Test
        void whereTheDirectoryIsAFile() throws IOException {
            Files.createDirectories(directory.getParent());
            Files.writeString(directory, "not a directory");

            refused("The database directory " + directory + " cannot be used", "SPRING_DATASOURCE_URL");
        }

        @Test
        void wherePasswordAndServerDoNotMatch() throws Exception {
            startedBefore();
            OtherJvm killed = OtherJvm.opening(directory);
            killed.awaitPort();
            killed.kill();
            String password = Files.readString(directory.resolve("password"));
            Files.writeString(directory.resolve("password"), "another\n");

            refused("Process " + serverProcess() + " holds the database", "stop that process");

            Files.writeString(directory.resolve("password"), password);
        }

        @Test
        void whereASettingIsNotOneOfPostgresql() {
            assertThatExceptionOfType(DatabaseStartException.class)
                    .isThrownBy(() -> open(new ServerSettings(Map.of("work_mem", "plenty")), 0)
                            .close())
                    .withMessageContaining("work_mem")
                    .withMessageNotContaining("\n");
        }

        @Test
        void whereThePortIsTaken() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
                assertThatExceptionOfType(DatabaseStartException.class)
                        .isThrownBy(() -> open(DEFAULTS, taken.getLocalPort()).close())
                        .withMessage(
                                "Port %d for the embedded PostgreSQL is in use by another program; choose another with"
                                        + " account-import.database.port, or 0 for any free one",
                                taken.getLocalPort());
            }
        }

        @ParameterizedTest(name = "{0} on {1}")
        @CsvSource({
            "Windows 11, amd64, false, windows-x86_64",
            "Linux, amd64, true, linux-x86_64-alpine_linux",
            "Linux, riscv64, false, linux-riscv64"
        })
        void wherePostgresqlDoesNotComeForThePlatform(
                String system, String processor, boolean alpine, String platform) {
            assertThatExceptionOfType(DatabaseStartException.class)
                    .isThrownBy(() -> PostgresqlBinaries.forPlatform(
                            PostgresqlBinaries.platform(system, processor, alpine), directory))
                    .withMessageContaining("no embedded PostgreSQL for this platform (" + platform + ")")
                    .withMessageContaining("set SPRING_DATASOURCE_URL");
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"Linux, amd64", "Linux, aarch64", "Mac OS X, x86_64", "Mac OS X, aarch64"})
    void postgresqlComesFor(String system, String processor) {
        assertThat(PostgresqlBinaries.forPlatform(PostgresqlBinaries.platform(system, processor, false), directory)
                        .home())
                .hasParentRaw(directory);
    }
}
