package org.accountimport.database;

import javax.sql.DataSource;
import org.accountimport.security.TestKeys;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fresh PostgreSQL database for one test class or one application context. The server behind it is real, but not
 * durable; it starts with the first database asked for (about two seconds) and ends with the JVM. Further databases
 * take some milliseconds.
 *
 * <pre>{@code
 * // SQL only
 * private final TestDatabase database = TestDatabase.migrated();
 * private final JdbcClient jdbc = database.jdbc();
 *
 * // the whole application
 * @SpringBootTest
 * @WithTestDatabase
 * class SomethingTest { ... }
 * }</pre>
 *
 * @param jdbcUrl without user and password
 */
public record TestDatabase(String jdbcUrl, String username, String password) {

    /** A new database with all migrations applied. */
    public static TestDatabase migrated() {
        return TestServer.migratedDatabase();
    }

    /** The same, with the {@link TestKeys}. */
    public static TestDatabase migratedWithKeys() {
        TestDatabase database = migrated();
        TestKeys.storeIn(database.jdbc());
        return database;
    }

    /** A new database without any table. */
    public static TestDatabase empty() {
        return TestServer.emptyDatabase();
    }

    /** Opens a new connection each time: no pool to close. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(username);
        source.setPassword(password);
        return source;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /** The settings that point an application context, or an application in its own JVM, at this database. */
    public String[] asProperties() {
        return new String[] {
            "spring.datasource.url=" + jdbcUrl,
            "spring.datasource.username=" + username,
            "spring.datasource.password=" + password
        };
    }

    /** Gives every application context its own migrated database; see {@link WithTestDatabase}. */
    public static final class ForContext implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(migratedWithKeys().asProperties()).applyTo(context);
        }
    }
}
