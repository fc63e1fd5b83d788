package org.accountimport.remote;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Optional;
import org.accountimport.job.PartitionRequest;

/** A request as a message: a map of two numbers. Nothing that a message holds is ever made an object of a class it names. */
final class PartitionMessages {

    static final String QUEUE = "account-import.partitions";

    private static final String JOB_EXECUTION = "job_execution";
    private static final String STEP_EXECUTION = "step_execution";

    private PartitionMessages() {}

    static Message write(PartitionRequest request, Session session) throws JMSException {
        MapMessage message = session.createMapMessage();
        message.setLong(JOB_EXECUTION, request.jobExecutionId());
        message.setLong(STEP_EXECUTION, request.stepExecutionId());
        return message;
    }

    /** Empty when the message is none of ours. */
    static Optional<PartitionRequest> read(Message message) throws JMSException {
        return message instanceof MapMessage map
                        && map.getObject(JOB_EXECUTION) instanceof Long jobExecution
                        && map.getObject(STEP_EXECUTION) instanceof Long stepExecution
                ? Optional.of(new PartitionRequest(jobExecution, stepExecution))
                : Optional.empty();
    }
}
