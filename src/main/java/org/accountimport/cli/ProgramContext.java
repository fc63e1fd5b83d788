package org.accountimport.cli;

import java.util.List;
import org.accountimport.AccountImportApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the program's parts that a command works with: database, queue and jobs, without a web server. */
final class ProgramContext implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private ProgramContext(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * @param settings as they stood on the command line
     * @throws CommandFailedException when the database cannot be reached or a setting is wrong
     */
    static ProgramContext open(List<String> settings) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(AccountImportApplication.class)
                .web(WebApplicationType.NONE)
                .profiles("command")
                .logStartupInfo(false);
        return new ProgramContext(StartFailure.explained(() -> application.run(settings.toArray(String[]::new))));
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
