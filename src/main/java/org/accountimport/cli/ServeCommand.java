package org.accountimport.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.accountimport.AccountImportApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code serve}: the API, until the process is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the API until the process is told to end.")
final class ServeCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private AccountImportCommand program;

    @Override
    public Integer call() {
        return serve(program.settings());
    }

    static int serve(List<String> settings) {
        CountDownLatch closed = new CountDownLatch(1);
        SpringApplicationBuilder application = new SpringApplicationBuilder(AccountImportApplication.class)
                .web(WebApplicationType.SERVLET)
                .profiles("serve")
                .listeners(event -> {
                    if (event instanceof ContextClosedEvent) {
                        closed.countDown();
                    }
                });
        ConfigurableApplicationContext context =
                StartFailure.explained(() -> application.run(settings.toArray(String[]::new)));
        try {
            closed.await();
        } catch (InterruptedException e) {
            context.close();
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }
}
