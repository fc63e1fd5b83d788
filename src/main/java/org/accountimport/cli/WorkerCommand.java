package org.accountimport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.accountimport.AccountImportApplication;
import org.accountimport.remote.WorkersProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code worker}: executes partitions of runs that a server launches, until the process is told to end. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description = {
            "Executes partitions of runs that a server launches, until the process is told to end.",
            "Needs the server's database (--spring.datasource.url=… or SPRING_DATASOURCE_URL) and its broker. Passwords are best"
                    + " set as SPRING_DATASOURCE_PASSWORD and ACCOUNTIMPORT_WORKERS_PASSWORD."
        })
final class WorkerCommand implements Callable<Integer> {

    private static final String DATABASE = "spring.datasource.url";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private AccountImportCommand program;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "where the server's broker listens, such as tcp://server:61616")
    private @Nullable String broker;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "partitions at the same time; default: as many as there are processors")
    private @Nullable Integer threads;

    @Override
    public Integer call() {
        CountDownLatch closed = new CountDownLatch(1);
        SpringApplicationBuilder application = new SpringApplicationBuilder(AccountImportApplication.class)
                .web(WebApplicationType.NONE)
                .profiles("worker")
                .listeners(event -> {
                    if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
                        requireDatabaseAndBroker(prepared.getEnvironment());
                    } else if (event instanceof ContextClosedEvent) {
                        closed.countDown();
                    }
                });
        ConfigurableApplicationContext context =
                StartFailure.explained(() -> application.run(settings().toArray(String[]::new)));
        try {
            closed.await();
        } catch (InterruptedException e) {
            context.close();
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(program.settings());
        if (broker != null) {
            settings.add("--" + WorkersProperties.BROKER + "=" + broker);
        }
        if (threads != null) {
            if (threads < 1) {
                throw CommandFailedException.badUsage("--threads must be 1 or more, but is " + threads);
            }
            settings.add("--account-import.workers.threads=" + threads);
        }
        return settings;
    }

    /** Otherwise it would start an embedded database that no server knows. */
    private static void requireDatabaseAndBroker(Environment environment) {
        if (!StringUtils.hasText(environment.getProperty(DATABASE))) {
            throw CommandFailedException.badUsage(
                    "A worker needs the database of its server; set --" + DATABASE + "=jdbc:postgresql://…");
        }
        String url = environment.getProperty(WorkersProperties.BROKER, "");
        if (!url.contains("://")) {
            throw CommandFailedException.badUsage(
                    "A worker needs the broker of its server; set --broker=tcp://…, or " + WorkersProperties.BROKER);
        }
    }
}
