package org.accountimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/account-import}, with a {@code java} that only says how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherScriptTest {

    private static final Path OPTIONS = Path.of("bin", "jvm.options").toAbsolutePath();

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void makeJava() throws IOException {
        Path java = Files.createDirectory(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor argument; do echo \"$argument\"; done\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        jar = Files.createFile(directory.resolve("program.jar"));
    }

    @Test
    void givesEveryProcessTheOptionsOfTheProgram() throws Exception {
        assertThat(called("dry-run", "NORLYS/2026 W48").lines())
                .containsExactly("-Xmx512m", "@" + OPTIONS, "-jar", jar.toString(), "dry-run", "NORLYS/2026 W48");
        assertThat(called().lines()).contains("@" + OPTIONS);
        assertThat(called("--server.port=8081", "serve").lines()).contains("@" + OPTIONS);
        assertThat(called("worker", "--threads=4").lines()).contains("@" + OPTIONS);
    }

    @Test
    void namesOptionsThatThisJvmKnows() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "@" + OPTIONS, "-version")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).doesNotContainIgnoringCase("warning");
    }

    @Test
    void letsTheOptionsOfItsCallerWin() throws Exception {
        assertThat(run(Map.of("ACCOUNT_IMPORT_JAVA_OPTIONS", "-Xmx2g -XX:TieredStopAtLevel=4"), "import")
                        .output()
                        .lines())
                .containsSubsequence("-Xmx512m", "@" + OPTIONS, "-Xmx2g", "-XX:TieredStopAtLevel=4", "-jar");
    }

    @Test
    void saysWhatToDoWithoutAProgram() throws Exception {
        Files.delete(jar);
        Ended ended = run(Map.of(), "waves");
        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.output()).contains(jar + " is missing").contains("./mvnw package");
    }

    private record Ended(int exitCode, String output) {}

    private String called(String... arguments) throws IOException, InterruptedException {
        Ended ended = run(Map.of(), arguments);
        assertThat(ended.exitCode()).isZero();
        return ended.output();
    }

    private Ended run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of("bin", "account-import").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", directory.toString());
        builder.environment().put("ACCOUNT_IMPORT_JAR", jar.toString());
        builder.environment().remove("ACCOUNT_IMPORT_JAVA_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
