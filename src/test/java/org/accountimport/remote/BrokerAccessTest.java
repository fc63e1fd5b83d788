package org.accountimport.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Whom the embedded broker admits, and what for. */
class BrokerAccessTest {

    private static final String PASSWORD = "for tests only";

    private final int port = freePort();
    private final EmbeddedBroker broker = new EmbeddedBroker(new WorkersProperties(
            "embedded", "127.0.0.1", port, "workers", PASSWORD, null, Duration.ofSeconds(10), Duration.ofMinutes(1)));

    BrokerAccessTest() throws IOException {}

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        broker.stop();
    }

    private interface Use {
        void of(Session session, Queue queue) throws JMSException;
    }

    private void asWorker(@Nullable String user, @Nullable String password, String queue, Use use) throws JMSException {
        try (ActiveMQConnectionFactory factory =
                        new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port, user, password);
                Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            use.of(session, session.createQueue(queue));
        }
    }

    @Test
    void workersTakeRequestsWithUserAndPassword() {
        broker.start();
        assertThatCode(() -> asWorker("workers", PASSWORD, PartitionMessages.QUEUE, Session::createConsumer))
                .doesNotThrowAnyException();
    }

    @Test
    void nobodyConnectsWithoutThem() {
        broker.start();
        assertThatThrownBy(() -> asWorker(null, null, PartitionMessages.QUEUE, Session::createConsumer))
                .isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> asWorker("workers", "guessed", PartitionMessages.QUEUE, Session::createConsumer))
                .isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void workersSendNothingAndSeeNoOtherQueue() {
        broker.start();
        assertThatThrownBy(() -> asWorker(
                        "workers",
                        PASSWORD,
                        PartitionMessages.QUEUE,
                        (session, queue) -> session.createProducer(queue).send(session.createMapMessage())))
                .isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> asWorker("workers", PASSWORD, "activemq.management", Session::createConsumer))
                .isInstanceOf(JMSException.class);
    }

    @Test
    void aTakenPortIsToldWithWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(broker::start)
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("--account-import.workers.port");
        }
    }

    @Nested
    class TheSettings {

        @Configuration(proxyBeanMethods = false)
        @EnableConfigurationProperties(WorkersProperties.class)
        static class Bound {}

        private final ApplicationContextRunner context =
                new ApplicationContextRunner().withUserConfiguration(Bound.class);

        @ParameterizedTest(name = "listening on {0}, user \"{1}\", password \"{2}\": {3}")
        @CsvSource(nullValues = "-", textBlock = """
                127.0.0.1, '',      '',     true
                127.0.0.1, workers, secret, true
                127.0.0.1, workers, '',     false
                0.0.0.0,   workers, secret, true
                0.0.0.0,   '',      '',     false
                0.0.0.0,   workers, '',     false
                """)
        void demandAPasswordWhereStrangersMayCome(String host, String user, String password, boolean accepted) {
            context.withPropertyValues(
                            "account-import.workers.broker=embedded",
                            "account-import.workers.host=" + host,
                            "account-import.workers.user=" + user,
                            "account-import.workers.password=" + password)
                    .run(started -> {
                        if (accepted) {
                            assertThat(started).hasNotFailed();
                        } else {
                            assertThat(started)
                                    .getFailure()
                                    .rootCause()
                                    .hasMessageContaining("user and password must both be set");
                        }
                    });
        }

        @Test
        void neverShowThePassword() {
            context.withPropertyValues("account-import.workers.password=secret")
                    .run(started -> assertThat(started.getBean(WorkersProperties.class))
                            .asString()
                            .doesNotContain("secret"));
        }

        @ParameterizedTest(name = "profile {0}, broker \"{1}\"")
        @CsvSource({"serve, ''", "command, embedded", "command, tcp://elsewhere:61616"})
        void startNothingWhereThereAreNoWorkers(String profile, String url) {
            new ApplicationContextRunner()
                    .withUserConfiguration(RemoteConfiguration.class)
                    .withPropertyValues("spring.profiles.active=" + profile, "account-import.workers.broker=" + url)
                    .run(started -> assertThat(started.getBeanFactory().getBeanDefinitionNames())
                            .noneMatch(name -> name.startsWith("broker") || name.contains("artition")));
        }
    }
}
