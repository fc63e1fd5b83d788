package org.accountimport.database;

import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Refuses a configured database that cannot work, before a migration touches it: unreachable, not PostgreSQL, or older
 * than {@value #OLDEST_VERSION}. It does nothing for the embedded one.
 */
final class ExternalDatabaseCheck implements BeanPostProcessor {

    static final int OLDEST_VERSION = 15;

    private static final String URL = "spring.datasource.url";
    private static final String PRODUCT = "PostgreSQL";

    private final Environment environment;
    private final int oldestVersion;

    ExternalDatabaseCheck(Environment environment, int oldestVersion) {
        this.environment = environment;
        this.oldestVersion = oldestVersion;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        String url = environment.getProperty(URL);
        if (bean instanceof DataSource dataSource && beanName.equals("dataSource") && StringUtils.hasText(url)) {
            check(dataSource, withoutParameters(url));
        }
        return bean;
    }

    private void check(DataSource dataSource, String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new DatabaseStartException(
                    "The configured database " + url + " is not a PostgreSQL",
                    "set SPRING_DATASOURCE_URL to jdbc:postgresql://host:port/database, of a PostgreSQL "
                            + oldestVersion + " or newer");
        }
        try (Connection connection = dataSource.getConnection()) {
            refuseUnsupported(
                    connection.getMetaData().getDatabaseProductName(),
                    connection.getMetaData().getDatabaseMajorVersion(),
                    url);
        } catch (SQLException | HikariPool.PoolInitializationException e) {
            throw new DatabaseStartException(
                    "The configured database " + url + " cannot be used: " + reason(e),
                    "check SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD, and that the"
                            + " server runs",
                    e);
        }
    }

    private void refuseUnsupported(String product, int majorVersion, String url) {
        if (!product.equals(PRODUCT) || majorVersion < oldestVersion) {
            throw new DatabaseStartException(
                    "The configured database %s is %s %d, but Account Import needs PostgreSQL %d or newer"
                            .formatted(url, product, majorVersion, oldestVersion),
                    "upgrade that server, or set SPRING_DATASOURCE_URL to another one");
        }
    }

    /** Parameters may hold the password. */
    private static String withoutParameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    /** What the driver said; what the pool says around it helps nobody. */
    private static String reason(Throwable e) {
        String reason = "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException && cause.getMessage() != null) {
                reason = cause.getMessage();
            }
        }
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }
}
