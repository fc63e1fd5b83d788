package org.accountimport.cli;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sample waves that a start on the embedded database loads, dry-runs and imports.
 *
 * @param enabled   whether it does
 * @param directory where they lie, as SUPPLIER/WAVE.ndjson.gz
 */
@ConfigurationProperties("account-import.sample")
record SampleProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("sample-data") Path directory) {}
