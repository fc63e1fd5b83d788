package org.accountimport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.accountimport.database.EmbeddedPostgresql;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.IntakeResult;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.accountimport.security.FirstKey;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.RunReports;
import org.accountimport.wave.WaveReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Shows the main job on a machine that has nothing yet: loads the sample waves into the embedded database, dry-runs and
 * imports them and prints what came of it. What was decided at an earlier start is left as it is. On any other database it
 * does nothing.
 */
@Component
@Profile("serve")
final class SampleWave implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SampleWave.class);
    private static final String LAUNCHED_BY = "sample";
    private static final int DEFAULT_PORT = 8080;
    private static final String SUFFIX = ".ndjson.gz";

    private final boolean embedded;
    private final SampleProperties properties;
    private final ImportSuppliers suppliers;
    private final Intake intake;
    private final RunLauncher launcher;
    private final WaveReports reports;
    private final RunReports runs;
    private final ObjectProvider<FirstKey> firstKey;
    private final IntSupplier port;
    private final PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);

    SampleWave(
            ObjectProvider<EmbeddedPostgresql> embeddedDatabase,
            SampleProperties properties,
            ImportSuppliers suppliers,
            Intake intake,
            RunLauncher launcher,
            WaveReports reports,
            RunReports runs,
            ObjectProvider<FirstKey> firstKey,
            Environment environment) {
        this.embedded = embeddedDatabase.getIfAvailable() != null;
        this.properties = properties;
        this.suppliers = suppliers;
        this.intake = intake;
        this.launcher = launcher;
        this.reports = reports;
        this.runs = runs;
        this.firstKey = firstKey;
        // Known only once the server listens.
        this.port = () -> environment.getProperty("local.server.port", Integer.class, DEFAULT_PORT);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        firstKey.ifAvailable(this::print);
        if (!embedded || !properties.enabled() || !Files.isDirectory(properties.directory())) {
            return;
        }
        for (Path file : files()) {
            WaveName wave = waveOf(file);
            if (suppliers.find(wave.importSupplier()).isPresent()) {
                show(file, wave);
            }
        }
    }

    /** The one time that it is to be seen, but for its file. */
    private void print(FirstKey firstKey) {
        firstKey.take()
                .ifPresent(key -> out.printf(
                        "%nThe first API key, which may do everything, is shown this once; %s keeps it for you:%n"
                                + "  %s%n"
                                + "Sign in with it at http://localhost:%d/%n",
                        firstKey.file().orElseThrow(), key, port.getAsInt()));
        out.flush();
    }

    /** A sample lies at SUPPLIER/WAVE.ndjson.gz. */
    private List<Path> files() {
        try (Stream<Path> files = Files.find(
                properties.directory(), 2, (path, attributes) -> path.toString().endsWith(SUFFIX))) {
            return files.filter(file -> properties.directory().relativize(file).getNameCount() == 2)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.warn("The samples in {} cannot be read: {}", properties.directory(), e.getMessage());
            return List.of();
        }
    }

    private WaveName waveOf(Path file) {
        Path relative = properties.directory().relativize(file);
        String name = relative.getName(1).toString();
        return new WaveName(relative.getName(0).toString(), name.substring(0, name.length() - SUFFIX.length()));
    }

    private void show(Path file, WaveName wave) {
        try (InputStream payloads = PayloadFile.of(file).open()) {
            IntakeResult loaded = intake.load(wave, payloads, LAUNCHED_BY, progress -> {});
            out.printf(
                    "%nSample wave %s: %s accounts in %s, %s of them new%n%n",
                    wave, Text.number(loaded.read()), file, Text.number(loaded.queued()));
            out.flush();
        } catch (IOException e) {
            LOG.warn("The sample {} cannot be read: {}", file, e.getMessage());
            return;
        }
        RunSummary summary = new RunSummary(reports, out);
        Map<DecidedStatus, Long> counts = reports.countsByStatus(wave);
        if (counts.getOrDefault(DecidedStatus.PENDING, 0L) > 0) {
            summary.printRun(run(RunKind.DRY_RUN, wave));
            counts = reports.countsByStatus(wave);
        }
        if (counts.getOrDefault(DecidedStatus.DRY_RUN_SUCCEEDED, 0L) > 0) {
            summary.printRun(run(RunKind.IMPORT, wave));
            counts = reports.countsByStatus(wave);
        } else {
            out.printf("Everything in it was decided at an earlier start; nothing is imported twice.%n");
        }
        summary.printStatuses(counts);
        summary.printErrors(reports.violationsByCode(wave));
        printNextSteps(wave);
        out.flush();
    }

    private void printNextSteps(WaveName wave) {
        Path keyFile = firstKey.getObject().file().orElseThrow();
        String key = "-H \"Authorization: Token $(cat " + keyFile + ")\"";
        String server = "http://localhost:" + port.getAsInt();
        out.printf("%n  Next steps, from another terminal%n");
        reports.firstErrored(wave)
                .ifPresent(number -> out.printf(
                        "    curl %s %s/v2/data-import/accounts/%s/%s/%n", key, server, wave.importSupplier(), number));
        out.printf(
                "    curl %s -d @%s -H 'Content-Type: application/json' %s/v2/data-import/accounts/validate/%n",
                key, properties.directory().resolve("example-payload.json"), server);
        out.printf(
                "    %s/ is the console, %s/swagger-ui.html has every endpoint; sign in with the key in %s%n%n",
                server, server, keyFile);
    }

    private RunReport run(RunKind kind, WaveName wave) {
        return RunProgress.await(runs, launcher.launch(new RunLauncher.Launch(kind, wave, false, LAUNCHED_BY)));
    }
}
