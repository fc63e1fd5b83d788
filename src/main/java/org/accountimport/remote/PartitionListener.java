package org.accountimport.remote;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Optional;
import org.accountimport.job.PartitionRequest;
import org.accountimport.job.RequestedPartitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.util.ErrorHandler;

/**
 * Takes requests from the queue. A request is acknowledged when its partition has ended, so that of a process which dies is
 * delivered to another.
 */
final class PartitionListener implements SessionAwareMessageListener<Message>, ErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionListener.class);
    /** Source: Jakarta Messaging 3.1, section 3.5.11; every provider sets it, from 1. */
    private static final String DELIVERY = "JMSXDeliveryCount";

    private final RequestedPartitions partitions;

    PartitionListener(RequestedPartitions partitions) {
        this.partitions = partitions;
    }

    /** Rolls the session back: the message stays in the queue. */
    private static final class DeliverAgain extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DeliverAgain(PartitionRequest request) {
            super(request + " goes back into the queue: this process ends", null, false, false);
        }
    }

    @Override
    public void onMessage(Message message, Session session) throws JMSException {
        Optional<PartitionRequest> request = PartitionMessages.read(message);
        if (request.isEmpty()) {
            LOG.warn("A message in queue {} is no request for a partition; dropped", PartitionMessages.QUEUE);
            return;
        }
        if (!partitions.execute(request.get(), message.getIntProperty(DELIVERY))) {
            throw new DeliverAgain(request.get());
        }
    }

    @Override
    public void handleError(Throwable failure) {
        if (failure instanceof DeliverAgain) {
            LOG.info("{}", failure.getMessage());
        } else {
            LOG.error("A request for a partition failed and is delivered again", failure);
        }
    }
}
