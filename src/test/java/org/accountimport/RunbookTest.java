package org.accountimport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The runbook says what to do about every warning and error of the log and every reason not to start. */
class RunbookTest {

    private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern LOGGED =
            Pattern.compile("\\b(?:LOG|log)\\.(?:warn|error)\\(\\s*((?:" + TEXT + "[\\s+]*)+)");
    private static final Pattern START_REFUSED =
            Pattern.compile("new (?:DatabaseStart|BrokerStart|AccessStart)Exception\\([^;\"]*?(" + TEXT + ")");
    private static final Pattern ONE_TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** The command line repeats what the log above it says. */
    private static final Set<String> SAID_BY_OTHERS = Set.of("… failed");

    @Test
    void hasARowForEveryMessage() throws IOException {
        String runbook = Files.readString(Path.of("docs/runbook.md"));
        Set<String> missing = messages();
        assertThat(missing).hasSizeGreaterThan(50);
        missing.removeIf(runbook::contains);
        missing.removeAll(SAID_BY_OTHERS);
        assertThat(missing).as("docs/runbook.md has no row for these").isEmpty();
    }

    /** Templates of all messages; in place of what differs stands an ellipsis. */
    private static Set<String> messages() throws IOException {
        Set<String> messages = new TreeSet<>();
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path source : sources) {
            String code = Files.readString(source);
            for (Pattern pattern : List.of(LOGGED, START_REFUSED)) {
                Matcher matcher = pattern.matcher(code);
                while (matcher.find()) {
                    messages.add(template(matcher.group(1)));
                }
            }
        }
        return messages;
    }

    private static String template(String texts) {
        StringBuilder joined = new StringBuilder();
        Matcher text = ONE_TEXT.matcher(texts);
        while (text.find()) {
            joined.append(text.group(1));
        }
        return joined.toString().replaceAll("\\{}|%[sd]", "…").strip();
    }
}
