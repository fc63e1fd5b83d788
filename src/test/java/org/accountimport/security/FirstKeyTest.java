package org.accountimport.security;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.accountimport.AccountImportApplication;
import org.accountimport.api.Calls;
import org.accountimport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

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

    private static Calls calls(ConfigurableApplicationContext server, String key) {
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

    @Test
    void isMadeByHandOnADatabaseThatIsThereAlready(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext server =
                serve(TestDatabase.migrated().asProperties())) {
            assertThat(output.getAll())
                    .contains("There is no API key that holds, so nobody gets in; make one with"
                            + " 'account-import keys create NAME --role admin'")
                    .contains("Listening on 127.0.0.1:");
            assertThat(files()).isEmpty();
            assertThat(calls(server, TestKeys.API).get(WAVES).statusCode()).isEqualTo(401);
            String key = server.getBean(ApiKeys.class)
                    .create("admin", Role.ADMIN, List.of(), null, "test")
                    .secret();
            assertThat(calls(server, key).get(WAVES).statusCode()).isEqualTo(200);
        }
    }
}
