package org.accountimport.security;

import jakarta.annotation.PreDestroy;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Notes when keys are used, and writes it down once a minute beside the requests. Safe for use by several threads. */
class LastUses {

    private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);

    private final ApiKeys keys;
    private final Map<Long, OffsetDateTime> unwritten = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "key-uses");
        thread.setDaemon(true);
        return thread;
    });

    LastUses(ApiKeys keys) {
        this.keys = keys;
        var unused = writer.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.MINUTES);
    }

    void note(Caller caller) {
        unwritten.put(caller.keyId(), OffsetDateTime.now(ZoneOffset.UTC));
    }

    /** What cannot be written now is written the next time. */
    void write() {
        for (Map.Entry<Long, OffsetDateTime> use : Map.copyOf(unwritten).entrySet()) {
            try {
                keys.used(use.getKey(), use.getValue());
                unwritten.remove(use.getKey(), use.getValue());
            } catch (DataAccessException | TransactionException e) {
                LOG.debug("When keys were used cannot be written now: {}", e.getMessage());
                return;
            }
        }
    }

    @PreDestroy
    void close() {
        writer.shutdownNow();
        write();
    }
}
