package org.accountimport.remote;

import jakarta.jms.ConnectionFactory;
import org.accountimport.job.RequestedPartitions;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** The threads of this process that take requests from the queue. Without a broker they go on looking for it. */
final class PartitionListenerContainer extends DefaultMessageListenerContainer {

    static final int PHASE = RequestedPartitions.PHASE;

    private static final long RECOVERY_MILLISECONDS = 1_000;

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
        setRecoveryInterval(RECOVERY_MILLISECONDS);
        setBeanName("partitions");
        setPhase(PHASE);
    }
}
