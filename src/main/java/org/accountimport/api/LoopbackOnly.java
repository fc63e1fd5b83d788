package org.accountimport.api;

import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at start who can call: callers show no key, so nobody but this machine may. */
@Component
@EnableConfigurationProperties(LoopbackOnly.ServerAddress.class)
class LoopbackOnly {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackOnly.class);

    private final ServerAddress server;

    LoopbackOnly(ServerAddress server) {
        this.server = server;
    }

    /**
     * Where the server listens.
     *
     * @param address refused unless it is a loopback address
     */
    @ConfigurationProperties("server")
    record ServerAddress(@DefaultValue("127.0.0.1") InetAddress address) {

        ServerAddress {
            if (!address.isLoopbackAddress()) {
                throw new IllegalArgumentException(
                        "server.address must be a loopback address such as 127.0.0.1, but is "
                                + address.getHostAddress()
                                + ": callers show no key, so nobody but this machine may call");
            }
        }
    }

    @EventListener
    void started(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            LOG.info(
                    "Listening on http://{}:{} only: callers show no key, so nobody but this machine can call",
                    server.address().getHostAddress(),
                    event.getWebServer().getPort());
        }
    }
}
