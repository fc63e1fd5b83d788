package org.accountimport.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.accountimport.account.AccountRemover;
import org.accountimport.account.AccountRemover.Removal;
import org.accountimport.importprocess.RunQueue;
import org.accountimport.importprocess.RunScope;
import org.accountimport.wave.Rollbacks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes the accounts of a chunk and puts their processes back into the queue, all in the chunk's transaction. An account
 * that must not be removed is kept, and the reason with it.
 */
final class RollbackWriter implements ItemWriter<Long> {

    private static final Logger LOG = LoggerFactory.getLogger(RollbackWriter.class);
    private static final int ATTEMPTS = 3;

    private final RunQueue queue;
    private final AccountRemover accounts;
    private final Rollbacks rollbacks;
    private final PartitionCounts counts;
    private final RunScope scope;
    private final StepExecution partition;
    private final TransactionTemplate savepoints;

    /** @param savepoints nested transactions: each call is a savepoint of the chunk's transaction */
    RollbackWriter(
            RunQueue queue,
            AccountRemover accounts,
            Rollbacks rollbacks,
            PartitionCounts counts,
            RunScope scope,
            StepExecution partition,
            TransactionTemplate savepoints) {
        this.queue = queue;
        this.accounts = accounts;
        this.rollbacks = rollbacks;
        this.counts = counts;
        this.scope = scope;
        this.partition = partition;
        this.savepoints = savepoints;
    }

    @Override
    public void write(Chunk<? extends Long> chunk) {
        List<Long> ids = List.copyOf(chunk.getItems());
        List<Long> locked = queue.lock(scope, ids);
        Map<Long, Removal> kept = remove(locked);
        List<Long> removed = locked.stream()
                .filter(process -> kept.get(process) == Removal.REMOVED)
                .toList();
        kept.keySet().removeAll(removed);
        queue.rollBack(scope, removed);
        rollbacks.keep(scope.jobExecutionId(), kept);
        counts.count(
                partition.getId(), scope.jobExecutionId(), removed.size(), kept.size(), ids.size() - locked.size());
    }

    /** Somebody who changes an account meanwhile locks its parts first: PostgreSQL ends one of the two, which tries again. */
    private Map<Long, Removal> remove(List<Long> processes) {
        for (int attempt = 1; ; attempt++) {
            try {
                return removeTogether(processes);
            } catch (DataIntegrityViolationException e) {
                LOG.warn("Something refers to one of {} accounts; removing them one by one", processes.size());
                return removeOneByOne(processes);
            } catch (TransientDataAccessException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Map<Long, Removal> removeTogether(List<Long> processes) {
        return savepoints.execute(status -> accounts.remove(processes));
    }

    private Map<Long, Removal> removeOneByOne(List<Long> processes) {
        Map<Long, Removal> outcome = new LinkedHashMap<>();
        for (Long process : processes) {
            try {
                outcome.putAll(removeTogether(List.of(process)));
            } catch (DataIntegrityViolationException e) {
                outcome.put(process, Removal.IN_USE);
            }
        }
        return outcome;
    }
}
