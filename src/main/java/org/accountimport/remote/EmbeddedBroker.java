package org.accountimport.remote;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The broker inside a server, for its own runs. It stores nothing: requests belong to job executions of this process and die
 * with it, and recovery asks for what is left anew.
 */
final class EmbeddedBroker implements SmartLifecycle {

    /** Outlives everybody who takes requests from it. */
    static final int PHASE = PartitionListenerContainer.PHASE - 10;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final AtomicInteger STARTED = new AtomicInteger();
    /** A request that comes back at once would meet the same trouble. */
    private static final long REDELIVERY_MILLISECONDS = 1_000;

    private static final String WORKERS = "workers";
    private static final int UNLIMITED = -1;

    private final WorkersProperties properties;
    /** Tells the brokers of one JVM apart. */
    private final int number = STARTED.incrementAndGet();

    private final String serverUser = "server-" + UUID.randomUUID();
    private final String serverPassword = UUID.randomUUID().toString();
    private final EmbeddedActiveMQ broker;
    private volatile boolean running;

    EmbeddedBroker(WorkersProperties properties) {
        this.properties = properties;
        this.broker = new EmbeddedActiveMQ().setConfiguration(configuration());
        if (properties.hasUser()) {
            SecurityConfiguration users = new SecurityConfiguration();
            users.addUser(serverUser, serverPassword);
            users.addRole(serverUser, serverUser);
            users.addUser(properties.user(), properties.password());
            users.addRole(properties.user(), properties.user());
            broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        }
    }

    /** For this JVM alone. */
    String url() {
        return "vm://" + number;
    }

    /** For this JVM alone, as long as it runs. */
    String user() {
        return serverUser;
    }

    String password() {
        return serverPassword;
    }

    private Configuration configuration() {
        try {
            return new ConfigurationImpl()
                    .setName("account-import")
                    .setPersistenceEnabled(false)
                    .setJMXManagementEnabled(false)
                    .setCriticalAnalyzer(false)
                    .setMaxDiskUsage(UNLIMITED)
                    .setSecurityEnabled(properties.hasUser())
                    .putSecurityRoles("#", Set.of())
                    .putSecurityRoles(
                            PartitionMessages.QUEUE, Set.of(sendsAndTakes(serverUser), takes(properties.user())))
                    .addAcceptorConfiguration("server", url())
                    .addAcceptorConfiguration(WORKERS, workersUrl() + "?protocols=CORE")
                    .addAddressSetting(
                            "#",
                            new AddressSettings()
                                    .setAutoCreateQueues(false)
                                    .setAutoCreateAddresses(false)
                                    .setMaxDeliveryAttempts(UNLIMITED)
                                    .setRedeliveryDelay(REDELIVERY_MILLISECONDS))
                    .addAddressConfiguration(new CoreAddressConfiguration()
                            .setName(PartitionMessages.QUEUE)
                            .addRoutingType(RoutingType.ANYCAST)
                            .addQueueConfiguration(QueueConfiguration.of(PartitionMessages.QUEUE)
                                    .setRoutingType(RoutingType.ANYCAST)));
        } catch (Exception e) {
            throw new BrokerStartException("The broker cannot be set up: " + e.getMessage(), e);
        }
    }

    private String workersUrl() {
        return "tcp://" + properties.host() + ":" + properties.port();
    }

    private static Role sendsAndTakes(String user) {
        Role role = takes(user);
        role.setSend(true);
        role.setBrowse(true);
        return role;
    }

    private static Role takes(String user) {
        Role role = new Role();
        role.setName(user);
        role.setConsume(true);
        return role;
    }

    /** @throws BrokerStartException when it cannot listen where it is to */
    @Override
    public void start() {
        try {
            broker.start();
        } catch (Exception e) {
            throw new BrokerStartException("The broker for workers cannot start: " + e.getMessage(), e);
        }
        running = true;
        if (!listens()) {
            stop();
            throw new BrokerStartException(
                    "The broker for workers cannot listen on " + properties.host() + ":" + properties.port()
                            + "; stop what listens there, or choose another with --account-import.workers.port=…",
                    null);
        }
        LOG.info("Workers connect to {}", workersUrl());
    }

    /** The broker itself starts even where it cannot listen. */
    private boolean listens() {
        return broker.getActiveMQServer()
                        .getRemotingService()
                        .getAcceptor(WORKERS)
                        .getActualPort()
                == properties.port();
    }

    @Override
    public void stop() {
        running = false;
        try {
            broker.stop();
        } catch (Exception e) {
            LOG.warn("The broker for workers did not stop cleanly", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
