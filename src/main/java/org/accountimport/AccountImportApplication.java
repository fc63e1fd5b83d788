package org.accountimport;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Account Import. */
@SpringBootApplication(proxyBeanMethods = false)
public class AccountImportApplication {

    public static void main(String[] args) {
        SpringApplication.run(AccountImportApplication.class, args);
    }
}
