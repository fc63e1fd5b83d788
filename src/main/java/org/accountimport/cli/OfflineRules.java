package org.accountimport.cli;

import java.util.List;
import org.accountimport.importprocess.PayloadJudgement;
import org.accountimport.supplier.SupplierConfiguration;
import org.accountimport.validation.PayloadValidator;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The rules as they are configured, without database, queue and jobs. */
final class OfflineRules {

    private OfflineRules() {}

    /**
     * Loads the validator.
     *
     * @param settings as they stood on the command line
     * @throws CommandFailedException when a setting is wrong
     */
    static PayloadValidator load(List<String> settings) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(
                        SupplierConfiguration.class, PayloadJudgement.class)
                .web(WebApplicationType.NONE)
                .profiles("command")
                .logStartupInfo(false);
        try (ConfigurableApplicationContext context =
                StartFailure.explained(() -> application.run(settings.toArray(String[]::new)))) {
            return context.getBean(PayloadValidator.class);
        }
    }
}
