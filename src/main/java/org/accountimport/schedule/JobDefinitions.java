package org.accountimport.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.accountimport.supplier.ImportSuppliers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The job definitions, read and checked once. Whoever does without them never reads them: a wrong one keeps the server from
 * starting, but nobody from importing a wave by hand. Immutable.
 */
@Component
@Lazy
@EnableConfigurationProperties(JobsProperties.class)
public class JobDefinitions {

    private static final Logger LOG = LoggerFactory.getLogger(JobDefinitions.class);

    private final List<JobDefinition> definitions;

    /** @throws InvalidDefinitionsException when any of them is wrong */
    JobDefinitions(JobsProperties properties, ImportSuppliers suppliers, Clock clock) {
        this.definitions = read(properties.directory(), suppliers, clock);
    }

    /** In the order of their names. */
    public List<JobDefinition> all() {
        return definitions;
    }

    private static List<JobDefinition> read(Path directory, ImportSuppliers suppliers, Clock clock) {
        if (!Files.isDirectory(directory)) {
            LOG.info("There is no directory {}, so there are no job definitions", directory.toAbsolutePath());
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        List<JobDefinition> definitions = new ArrayList<>();
        Map<String, Path> byName = new HashMap<>();
        for (Path file : files(directory)) {
            new DefinitionReader(suppliers, clock.instant(), problems)
                    .read(file)
                    .ifPresent(definition -> {
                        Path earlier = byName.putIfAbsent(definition.name(), file);
                        if (earlier != null) {
                            problems.add(new Problem(
                                    file.toString(),
                                    1,
                                    "the name " + definition.name() + " is that of " + earlier
                                            + " too; choose another"));
                        }
                        definitions.add(definition);
                    });
        }
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionsException(problems);
        }
        definitions.sort(Comparator.comparing(JobDefinition::name));
        return List.copyOf(definitions);
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " cannot be listed", e);
        }
    }
}
