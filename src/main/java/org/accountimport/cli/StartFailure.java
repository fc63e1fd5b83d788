package org.accountimport.cli;

import java.util.function.Supplier;
import org.accountimport.database.DatabaseStartException;
import org.accountimport.remote.BrokerStartException;
import org.accountimport.schedule.InvalidDefinitionsException;
import org.accountimport.security.AccessStartException;
import org.springframework.boot.context.config.ConfigDataNotFoundException;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.web.server.PortInUseException;

/** Says in one line why the program did not start. */
final class StartFailure {

    private StartFailure() {}

    /** @throws CommandFailedException in place of a failure that a person can mend */
    static <T> T explained(Supplier<T> start) {
        try {
            return start.get();
        } catch (RuntimeException e) {
            throw explain(e);
        }
    }

    private static RuntimeException explain(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseStartException known) {
                return CommandFailedException.failed(message(known));
            }
            if (cause instanceof AccessStartException known) {
                return CommandFailedException.failed(message(known));
            }
            if (cause instanceof BrokerStartException known) {
                return CommandFailedException.failed(message(known));
            }
            if (cause instanceof InvalidDefinitionsException wrong) {
                return CommandFailedException.badUsage(message(wrong));
            }
            if (cause instanceof PortInUseException port) {
                return CommandFailedException.failed("Port " + port.getPort()
                        + " is in use; stop what listens there or choose another with --server.port=…");
            }
            if (cause instanceof ConfigDataNotFoundException missing) {
                return CommandFailedException.badUsage("A setting is wrong: spring.config.import names "
                        + missing.getReferenceDescription() + ", which does not exist; make it or correct the setting");
            }
            if (cause instanceof ConfigurationPropertiesBindException) {
                Throwable reason = cause;
                while (reason.getCause() != null) {
                    reason = reason.getCause();
                }
                return CommandFailedException.badUsage("A setting is wrong: " + reason.getMessage());
            }
        }
        return failure;
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
