package org.accountimport.security;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.accountimport.database.DatabaseProperties;
import org.accountimport.database.EmbeddedPostgresql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Before the server listens: makes the first key where that is due, and refuses to be reached from elsewhere without any. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(Listening.ServerAddress.class)
class Listening {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final String MAKE_ONE = "make one with 'account-import keys create NAME --role admin'";

    private final ServerAddress server;

    Listening(ServerAddress server) {
        this.server = server;
    }

    /** Where the server listens. */
    @ConfigurationProperties("server")
    record ServerAddress(@DefaultValue("127.0.0.1") InetAddress address) {}

    @Bean
    FirstKey firstKey(ApiKeys keys, DatabaseProperties database, ObjectProvider<EmbeddedPostgresql> embedded) {
        boolean own = Optional.ofNullable(embedded.getIfAvailable()).isPresent();
        return new FirstKey(keys, own ? Path.of(database.directory(), "admin-key") : null);
    }

    /** Singletons are there, the server does not listen yet. */
    @Bean
    SmartInitializingSingleton noKeyNoCallers(ApiKeys keys, FirstKey first) {
        return () -> {
            first.makeWhereThereIsNone();
            if (!keys.isAnyHolding()) {
                if (!server.address().isLoopbackAddress()) {
                    throw new AccessStartException("server.address is "
                            + server.address().getHostAddress() + ", but there is no API key that holds; " + MAKE_ONE
                            + ", or listen on 127.0.0.1 until there is one");
                }
                LOG.warn("There is no API key that holds, so nobody gets in; {}", MAKE_ONE);
            }
        };
    }

    @EventListener
    void started(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            LOG.info(
                    "Listening on {}:{}; callers show a key{}",
                    server.address().getHostAddress(),
                    event.getWebServer().getPort(),
                    server.address().isLoopbackAddress() ? "" : ", which needs TLS in front of it on any network");
        }
    }
}
