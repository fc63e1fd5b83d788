package org.accountimport.remote;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicReference;
import org.accountimport.job.RequestedPartitions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.FixedBackOff;

/**
 * The threads of this process that take requests from the queue. Where the broker is away, or does not let this process in, they go
 * on trying, and say why once.
 */
final class PartitionListenerContainer extends DefaultMessageListenerContainer {

    static final int PHASE = RequestedPartitions.PHASE;

    private static final Logger LOG = LoggerFactory.getLogger(PartitionListenerContainer.class);
    private static final FixedBackOff EVERY_SECOND = new FixedBackOff(1_000, FixedBackOff.UNLIMITED_ATTEMPTS);

    private final AtomicReference<@Nullable Obstacle> said = new AtomicReference<>();

    /** What keeps this process from the queue. */
    private enum Obstacle {
        REFUSED,
        AWAY
    }

    /** @param threads partitions at the same time; 0: it takes none */
    PartitionListenerContainer(ConnectionFactory connections, PartitionListener listener, int threads) {
        setConnectionFactory(connections);
        setDestinationName(PartitionMessages.QUEUE);
        setSessionTransacted(true);
        if (threads > 0) {
            setConcurrentConsumers(threads);
        } else {
            setAutoStartup(false);
        }
        setMessageListener(listener);
        setErrorHandler(listener);
        setBackOff(EVERY_SECOND);
        setBeanName("partitions");
        setPhase(PHASE);
    }

    /** Instead of a line for every attempt. */
    @Override
    protected void refreshConnectionUntilSuccessful() {
        BackOffExecution pauses = EVERY_SECOND.start();
        while (isRunning()) {
            try {
                refreshSharedConnection();
                return;
            } catch (JMSException e) {
                say(e);
            }
            applyBackOffTime(pauses);
        }
    }

    @Override
    protected void handleListenerSetupFailure(Throwable failure, boolean alreadyRecovered) {
        if (failure instanceof JMSException refusal) {
            say(refusal);
        } else {
            super.handleListenerSetupFailure(failure, alreadyRecovered);
        }
    }

    @Override
    protected void messageReceived(Object invoker, Session session) {
        super.messageReceived(invoker, session);
        said.set(null);
    }

    @Override
    protected void noMessageReceived(Object invoker, Session session) {
        super.noMessageReceived(invoker, session);
        said.set(null);
    }

    private void say(JMSException failure) {
        Obstacle obstacle = failure instanceof JMSSecurityException ? Obstacle.REFUSED : Obstacle.AWAY;
        if (said.getAndSet(obstacle) == obstacle) {
            return;
        }
        if (obstacle == Obstacle.REFUSED) {
            LOG.error(
                    "The broker does not let this process in ({}); set account-import.workers.user and"
                            + " account-import.workers.password to those of the server's broker, then start this process again",
                    failure.getMessage());
        } else {
            LOG.warn("The broker cannot be reached ({}); trying again every second", failure.getMessage());
        }
    }
}
