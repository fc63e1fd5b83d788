package org.accountimport.cli;

import org.accountimport.AccountImportApplication;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.job.RunLauncher;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A server that imports a wave, or restarts a run, as soon as it is up: the setting {@code test.import} or {@code test.restart}
 * says which. A process of its own for tests that kill it.
 */
final class ImportingServer {

    private ImportingServer() {}

    public static void main(String[] settings) {
        ConfigurableApplicationContext context = open(settings);
        RunLauncher launcher = context.getBean(RunLauncher.class);
        String restart = context.getEnvironment().getProperty("test.restart");
        if (restart != null) {
            launcher.restart(Long.parseLong(restart), "test");
        } else {
            WaveName wave = new WaveName("NORLYS", context.getEnvironment().getRequiredProperty("test.import"));
            launcher.launch(new RunLauncher.Launch(RunKind.IMPORT, wave, false, "test"));
        }
    }

    /** What {@code serve} starts, without its API. */
    static ConfigurableApplicationContext open(String... settings) {
        return new SpringApplicationBuilder(AccountImportApplication.class)
                .web(WebApplicationType.NONE)
                .profiles("serve")
                .run(settings);
    }
}
