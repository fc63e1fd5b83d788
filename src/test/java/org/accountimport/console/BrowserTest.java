package org.accountimport.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.accountimport.TestRuns;
import org.accountimport.database.WithTestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * The whole application behind a real port, looked at with a browser. All classes with it share one context, one database and
 * one browser. Chunks are small, so that short runs have several.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "account-import.job.chunk-size=20",
            "account-import.job.threads=2",
            "account-import.suppliers.[CALM].default-country=DK"
        })
@WithTestDatabase
@Import({TestRuns.class, SampleWaves.class})
@ExtendWith(NeedsChromium.class)
@interface BrowserTest {}
