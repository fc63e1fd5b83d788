package org.accountimport.remote;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.MessageProducer;
import java.time.Duration;
import java.util.Collection;
import org.accountimport.job.PartitionQueue;
import org.accountimport.job.PartitionRequest;
import org.springframework.jms.core.JmsTemplate;

/** Partitions wait in a queue of the broker. */
final class JmsPartitionQueue implements PartitionQueue {

    private final Duration patience;
    private final JmsTemplate jms;

    JmsPartitionQueue(ConnectionFactory connections, Duration patience) {
        this.patience = patience;
        jms = new JmsTemplate(connections);
        jms.setSessionTransacted(true);
    }

    @Override
    public void send(Collection<PartitionRequest> requests) {
        jms.execute(session -> {
            try (MessageProducer producer = session.createProducer(session.createQueue(PartitionMessages.QUEUE))) {
                for (PartitionRequest request : requests) {
                    producer.send(PartitionMessages.write(request, session));
                }
            }
            session.commit();
            return requests.size();
        });
    }

    @Override
    public boolean isEmpty() {
        return Boolean.TRUE.equals(jms.browse(
                PartitionMessages.QUEUE,
                (session, browser) -> !browser.getEnumeration().hasMoreElements()));
    }

    @Override
    public Duration patience() {
        return patience;
    }
}
