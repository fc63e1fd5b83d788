package org.accountimport.importprocess;

import java.nio.file.Path;
import java.time.Clock;
import org.accountimport.payload.PayloadKeyReader;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.validation.DirectoryFileStore;
import org.accountimport.validation.FileStore;
import org.accountimport.validation.PayloadValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes what judges payloads, which is plain Java, part of the application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PayloadJudgement.FileStoreProperties.class)
public class PayloadJudgement {

    /**
     * Where documents and statements lie.
     *
     * @param directory root of the paths in payloads; null when there is none, then no file exists
     */
    @ConfigurationProperties("account-import.file-store")
    record FileStoreProperties(@Nullable Path directory) {}

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    FileStore fileStore(FileStoreProperties properties) {
        Path directory = properties.directory();
        return directory == null ? path -> false : new DirectoryFileStore(directory);
    }

    @Bean
    PayloadValidator payloadValidator(ImportSuppliers suppliers, FileStore fileStore, Clock clock) {
        return new PayloadValidator(suppliers, fileStore, clock);
    }

    @Bean
    PayloadKeyReader payloadKeyReader(ImportSuppliers suppliers) {
        return new PayloadKeyReader(suppliers.codes());
    }
}
