package org.accountimport.job;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accountimport.account.AccountNumbers;
import org.accountimport.account.AccountNumbers.Allocated;
import org.accountimport.account.AccountWriter;
import org.accountimport.account.NewAccount;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.Decision;
import org.accountimport.importprocess.RunKind;
import org.accountimport.job.JudgedPayload.Failed;
import org.accountimport.job.JudgedPayload.Judged;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.validation.AccountReference;
import org.accountimport.validation.ReferenceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates the accounts of a chunk. The rows are taken first, by one statement; only what was taken is written, so an account
 * is never imported from a payload that was replaced. When anything refuses the chunk, it is redone account by account, so
 * that one poison account becomes ERRORED and the others are imported.
 */
final class ImportWriter implements ItemWriter<JudgedPayload> {

    private static final Logger LOG = LoggerFactory.getLogger(ImportWriter.class);
    private static final int ATTEMPTS = 3;

    private final DecisionWriter decisions;
    private final ReferenceRegistry references;
    private final AccountNumbers numbers;
    private final AccountWriter accounts;
    private final ImportSuppliers suppliers;
    private final Clock clock;
    private final TransactionTemplate savepoints;

    /** @param savepoints nested transactions: each call is a savepoint of the chunk's transaction */
    ImportWriter(
            DecisionWriter decisions,
            ReferenceRegistry references,
            AccountNumbers numbers,
            AccountWriter accounts,
            ImportSuppliers suppliers,
            Clock clock,
            TransactionTemplate savepoints) {
        this.decisions = decisions;
        this.references = references;
        this.numbers = numbers;
        this.accounts = accounts;
        this.suppliers = suppliers;
        this.clock = clock;
        this.savepoints = savepoints;
    }

    @Override
    public void write(Chunk<? extends JudgedPayload> chunk) {
        List<JudgedPayload> items = List.copyOf(chunk.getItems());
        for (int attempt = 1; ; attempt++) {
            try {
                savepoints.executeWithoutResult(status -> importTogether(items));
                return;
            } catch (TransientDataAccessException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info(
                        "A chunk met a deadlock or a lock that was not to be had; attempt {} of {}",
                        attempt + 1,
                        ATTEMPTS);
            } catch (NonTransientDataAccessResourceException | TransactionException e) {
                throw e; // the connection is gone, and the savepoint with it: no account is to blame
            } catch (RuntimeException e) {
                LOG.warn(
                        "A chunk of {} accounts is refused ({}); importing them one by one",
                        items.size(),
                        e.getClass().getSimpleName());
                items.forEach(this::importAlone);
                return;
            }
        }
    }

    private void importAlone(JudgedPayload item) {
        try {
            savepoints.executeWithoutResult(status -> importTogether(List.of(item)));
        } catch (TransientDataAccessException | NonTransientDataAccessResourceException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            Failed failed = Failed.of(item.payload(), e);
            savepoints.executeWithoutResult(status -> importTogether(List.of(failed)));
        }
    }

    private void importTogether(List<JudgedPayload> chunk) {
        List<JudgedPayload> items = withReferencesChecked(chunk);
        Accepted accepted = new Accepted(items);
        List<Decision> decided = items.stream().map(accepted::decision).toList();
        List<Decision> taken = decisions.decide(decided);
        accounts.write(accepted.of(taken));
        decisions.record(taken, decided.size() - taken.size());
    }

    /**
     * S61 for the whole chunk by one query. A reference that two accounts of the chunk carry belongs to the first of them:
     * when the second is judged, the first counts as persisted.
     */
    private List<JudgedPayload> withReferencesChecked(List<JudgedPayload> chunk) {
        Set<AccountReference> asked = ChunkReferences.of(chunk);
        if (asked.isEmpty()) {
            return chunk;
        }
        Set<AccountReference> taken = new HashSet<>(references.taken(asked));
        List<JudgedPayload> checked = new ArrayList<>(chunk.size());
        for (JudgedPayload item : chunk) {
            if (item instanceof Judged judged) {
                Judged verdict = judged.withTaken(taken);
                if (verdict.isAccepted()) {
                    taken.addAll(verdict.verdict().references());
                }
                checked.add(verdict);
            } else {
                checked.add(item);
            }
        }
        return checked;
    }

    /** The accounts that a chunk is to create, each with a number of its own. */
    private final class Accepted {

        private final Instant now = clock.instant();
        private final Map<Long, NewAccount> accounts = new HashMap<>();
        private final Iterator<Allocated> allocated;

        Accepted(List<JudgedPayload> items) {
            long count = items.stream()
                    .filter(item -> item instanceof Judged judged && judged.isAccepted())
                    .count();
            allocated = numbers.allocate((int) count).iterator();
        }

        Decision decision(JudgedPayload item) {
            if (item instanceof Failed failed) {
                return failed.decision(RunKind.IMPORT);
            }
            Judged judged = (Judged) item;
            PayloadObject account = judged.verdict().account();
            if (account == null || !judged.isAccepted()) {
                return judged.rejected(RunKind.IMPORT);
            }
            long processId = item.payload().processId();
            Allocated number = allocated.next();
            String supplier = account.get(AccountFields.IMPORT_SUPPLIER);
            if (supplier == null) {
                throw new IllegalStateException("An accepted payload names its import supplier");
            }
            accounts.put(processId, new NewAccount(number, processId, supplier, account, suppliers.get(supplier), now));
            return Decision.processed(processId, item.payload().version(), number.accountNumber());
        }

        List<NewAccount> of(List<Decision> taken) {
            List<NewAccount> created = new ArrayList<>(taken.size());
            for (Decision decision : taken) {
                NewAccount account = accounts.get(decision.processId());
                if (account != null && decision.status() == DecidedStatus.PROCESSED) {
                    created.add(account);
                }
            }
            return created;
        }
    }
}
