package org.accountimport.database;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The embedded PostgreSQL, used when {@code spring.datasource.url} is not set; without effect otherwise.
 *
 * @param directory where all data is kept, absolute or relative to the working directory; the database is its
 *     subdirectory {@code postgresql}. Text, because a {@code Path} would first be looked for on the class path
 * @param port TCP port on 127.0.0.1; 0 takes a free one and keeps it for the next start
 * @param settings further settings of the server by their PostgreSQL names, such as {@code shared_buffers}
 */
@Validated
@ConfigurationProperties("account-import.database")
public record DatabaseProperties(
        @DefaultValue("data") @NotBlank String directory,
        @DefaultValue("0") @Min(0) @Max(65_535) int port,
        @DefaultValue Map<@Pattern(regexp = "[a-z][a-z0-9_.]*") String, String> settings) {

    public DatabaseProperties {
        settings = Map.copyOf(settings);
    }

    @AssertTrue(
            message =
                    "settings must not change where the server listens, whom it admits, where it keeps its data and log,"
                            + " or what makes a commit survive a crash")
    boolean isSettingsOpenToChange() {
        return Collections.disjoint(settings.keySet(), ServerSettings.FIXED);
    }

    Path databaseDirectory() {
        return Path.of(directory).resolve("postgresql").toAbsolutePath().normalize();
    }
}
