package org.accountimport.schedule;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the job definitions are.
 *
 * @param directory holds them, one a {@code .yml} file; where it does not exist there are none
 */
@ConfigurationProperties("account-import.jobs")
record JobsProperties(@DefaultValue("jobs") Path directory) {}
