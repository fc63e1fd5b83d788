package org.accountimport.cli;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How commands show things.
 *
 * @param zone whose wall clock times are shown in
 */
@ConfigurationProperties("account-import")
record TerminalProperties(@DefaultValue("Europe/Copenhagen") ZoneId zone) {}
