package org.accountimport.database;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The connection pool's settings where nothing else is configured: whatever is configured comes before these. */
final class DataSourceDefaults implements EnvironmentPostProcessor {

    /** Each core keeps about two busy connections busy; the rest are leases, intake and status requests beside a job. */
    private static final int CONNECTIONS_PER_CORE = 2;

    private static final int CONNECTIONS_BESIDE_A_JOB = 8;

    /** Several JVMs share one server, whose own limit is 100. */
    private static final int MOST_CONNECTIONS = 32;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "accountImportDataSourceDefaults",
                        Map.of(
                                "spring.datasource.hikari.maximum-pool-size",
                                poolSize(Runtime.getRuntime().availableProcessors()),
                                "spring.datasource.hikari.minimum-idle",
                                2,
                                "spring.datasource.hikari.pool-name",
                                "database",
                                // The driver would set the time zone of the machine it runs on. A process that
                                // stands still in mid-transaction must not lock out the one that takes over.
                                "spring.datasource.hikari.connection-init-sql",
                                "SET TIME ZONE 'UTC'; SET idle_in_transaction_session_timeout = '60s'",
                                "spring.datasource.hikari.data-source-properties.ApplicationName",
                                "account-import",
                                "spring.datasource.hikari.data-source-properties.tcpKeepAlive",
                                "true",
                                // The detail of a refused row quotes the row: personal data in logs.
                                "spring.datasource.hikari.data-source-properties.logServerErrorDetail",
                                "false")));
    }

    static int poolSize(int cores) {
        return Math.min(MOST_CONNECTIONS, CONNECTIONS_PER_CORE * cores + CONNECTIONS_BESIDE_A_JOB);
    }
}
