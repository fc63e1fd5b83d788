package org.accountimport.console;

import java.time.ZoneId;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the console shows things, and to whom.
 *
 * @param zone    whose wall clock times are shown in
 * @param console what is the console's alone
 */
@ConfigurationProperties("account-import")
record ConsoleProperties(
        @DefaultValue("Europe/Copenhagen") ZoneId zone,
        @DefaultValue Console console) {

    /**
     * Settings below {@code account-import.console}.
     *
     * @param hostNames under which browsers may call; a page elsewhere that has its own name point here is refused
     */
    record Console(
            @DefaultValue({"localhost", "127.0.0.1", "[::1]"})
            Set<String> hostNames) {}
}
