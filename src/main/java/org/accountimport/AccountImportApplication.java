package org.accountimport;

import org.accountimport.cli.AccountImportCommand;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Starts Account Import. */
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class AccountImportApplication {

    public static void main(String[] arguments) {
        System.exit(AccountImportCommand.execute(arguments));
    }
}
