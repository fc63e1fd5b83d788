package org.accountimport.api;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How answers are written.
 *
 * @param zone whose offset the times in answers have
 */
@ConfigurationProperties("account-import")
record ApiProperties(@DefaultValue("Europe/Copenhagen") ZoneId zone) {}
