package org.accountimport.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The embedded PostgreSQL where no other database is configured; all else about the data source is Spring Boot's. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {

    private static final String EXTERNAL_URL = "spring.datasource.url";

    @Bean
    static ExternalDatabaseCheck externalDatabaseCheck(Environment environment) {
        return new ExternalDatabaseCheck(environment, ExternalDatabaseCheck.OLDEST_VERSION);
    }

    @Bean
    static BeanPostProcessor limitsOfStatements() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                return bean instanceof HikariDataSource pool ? new LimitedDataSource(pool) : bean;
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoExternalUrl.class)
    static class Embedded {

        @Bean
        EmbeddedPostgresql embeddedPostgresql(DatabaseProperties properties) {
            Map<String, String> settings = properties.settings();
            EmbeddedPostgresql server = EmbeddedPostgresql.open(
                    properties.databaseDirectory(), new ServerSettings(settings), properties.port());
            server.keepRunning();
            return server;
        }

        @Bean
        JdbcConnectionDetails embeddedConnectionDetails(EmbeddedPostgresql server) {
            return new EmbeddedConnectionDetails(server);
        }
    }

    /** Not a record: its text would show the password. */
    private static final class EmbeddedConnectionDetails implements JdbcConnectionDetails {

        private final EmbeddedPostgresql server;

        EmbeddedConnectionDetails(EmbeddedPostgresql server) {
            this.server = server;
        }

        @Override
        public String getJdbcUrl() {
            return server.jdbcUrl();
        }

        @Override
        public String getUsername() {
            return server.username();
        }

        @Override
        public String getPassword() {
            return server.password();
        }
    }

    /** An empty URL, as a container's unset variable leaves it, is none. */
    static final class NoExternalUrl extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean configured = StringUtils.hasText(context.getEnvironment().getProperty(EXTERNAL_URL));
            return new ConditionOutcome(
                    !configured,
                    ConditionMessage.forCondition("Embedded PostgreSQL")
                            .because(EXTERNAL_URL + (configured ? " is set" : " is not set")));
        }
    }
}
