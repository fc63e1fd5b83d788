package org.accountimport.remote;

import jakarta.jms.ConnectionFactory;
import java.util.Objects;
import org.accountimport.job.PartitionQueue;
import org.accountimport.job.RequestedPartitions;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** A server with workers, or a worker. Where no broker is configured, and in every other command, nothing of it is there. */
@Configuration(proxyBeanMethods = false)
@Conditional(RemoteConfiguration.BrokerConfigured.class)
class RemoteConfiguration {

    private static final String SERVER = "serve";
    private static final Logger LOG = LoggerFactory.getLogger(RemoteConfiguration.class);

    @Bean
    @Profile(SERVER)
    @ConditionalOnProperty(name = WorkersProperties.BROKER, havingValue = WorkersProperties.EMBEDDED)
    EmbeddedBroker embeddedBroker(WorkersProperties properties) {
        return new EmbeddedBroker(properties);
    }

    @Bean
    @Profile(SERVER)
    PartitionQueue partitionQueue(ConnectionFactory brokerConnections, WorkersProperties properties) {
        return new JmsPartitionQueue(brokerConnections, properties.lostAfter());
    }

    @Bean(destroyMethod = "close")
    ActiveMQConnectionFactory brokerConnections(WorkersProperties properties, ObjectProvider<EmbeddedBroker> embedded) {
        EmbeddedBroker broker = embedded.getIfAvailable();
        ActiveMQConnectionFactory connections = broker == null
                ? new ActiveMQConnectionFactory(
                        properties.broker(), textOrNull(properties.user()), textOrNull(properties.password()))
                : new ActiveMQConnectionFactory(broker.url(), broker.user(), broker.password());
        long silence = properties.silence().toMillis();
        connections.setConnectionTTL(silence);
        connections.setClientFailureCheckPeriod(silence / 2);
        connections.setCallTimeout(silence);
        // Whoever is free gets the next request; nobody hoards any.
        connections.setConsumerWindowSize(0);
        // The listener container connects anew, and so does every sending.
        connections.setReconnectAttempts(0);
        connections.setUseTopologyForLoadBalancing(false);
        return connections;
    }

    @Bean
    PartitionListenerContainer partitionListenerContainer(
            ConnectionFactory brokerConnections, RequestedPartitions partitions, WorkersProperties properties) {
        int threads = Objects.requireNonNullElseGet(properties.threads(), partitions::defaultThreads);
        LOG.info("This process is worker {}; it executes {} partitions at a time", partitions.worker(), threads);
        return new PartitionListenerContainer(brokerConnections, new PartitionListener(partitions), threads);
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A broker that is an empty text, as a container's unset variable leaves it, is none. */
    static final class BrokerConfigured extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean takesPart = context.getEnvironment().acceptsProfiles(Profiles.of("serve | worker"));
            boolean configured = StringUtils.hasText(context.getEnvironment().getProperty(WorkersProperties.BROKER));
            return new ConditionOutcome(
                    takesPart && configured,
                    ConditionMessage.forCondition("Workers")
                            .because(WorkersProperties.BROKER + (configured ? " is set" : " is not set")));
        }
    }
}
