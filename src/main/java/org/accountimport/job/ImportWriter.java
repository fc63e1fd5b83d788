package org.accountimport.job;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.accountimport.account.AccountNumbers;
import org.accountimport.account.AccountNumbers.Allocated;
import org.accountimport.account.AccountWriter;
import org.accountimport.account.NewAccount;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.Decision;
import org.accountimport.importprocess.ImportError;
import org.accountimport.importprocess.RunKind;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.validation.AccountReference;
import org.accountimport.validation.ReferenceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates the accounts of a chunk. The rows are taken first, by one statement; only what was taken is written, so an account
 * is never imported from a payload that was replaced. When the database refuses the chunk, it is redone account by account,
 * so that one poison account becomes ERRORED and the others are imported.
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
        List<JudgedPayload> judged = List.copyOf(chunk.getItems());
        for (int attempt = 1; ; attempt++) {
            try {
                savepoints.executeWithoutResult(status -> importTogether(judged));
                return;
            } catch (TransientDataAccessException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info(
                        "A chunk met a deadlock or a lock that was not to be had; attempt {} of {}",
                        attempt + 1,
                        ATTEMPTS);
            } catch (NonTransientDataAccessResourceException e) {
                throw e; // the connection is gone, and the savepoint with it
            } catch (NonTransientDataAccessException e) {
                LOG.warn("The database refused a chunk of {} accounts; importing them one by one", judged.size());
                judged.forEach(this::importAlone);
                return;
            }
        }
    }

    private void importTogether(List<JudgedPayload> chunk) {
        List<JudgedPayload> judged = checkReferences(chunk);
        int accepted = (int) judged.stream().filter(ImportWriter::isAccepted).count();
        var allocated = numbers.allocate(accepted).iterator();
        Map<Long, NewAccount> newAccounts = new HashMap<>();
        List<Decision> decided = new ArrayList<>(judged.size());
        Instant now = clock.instant();
        for (JudgedPayload item : judged) {
            long processId = item.payload().processId();
            int version = item.payload().version();
            PayloadObject account = item.verdict().account();
            if (account == null || !isAccepted(item)) {
                decided.add(Decision.rejected(
                        RunKind.IMPORT, processId, version, item.verdict().violations()));
            } else {
                Allocated number = allocated.next();
                newAccounts.put(processId, newAccount(number, processId, account, now));
                decided.add(Decision.processed(processId, version, number.accountNumber()));
            }
        }
        List<Decision> taken = decisions.decide(decided);
        accounts.write(taken.stream()
                .filter(decision -> decision.status() == DecidedStatus.PROCESSED)
                .map(decision -> newAccounts.get(decision.processId()))
                .toList());
        decisions.record(taken, decided.size() - taken.size());
    }

    private NewAccount newAccount(Allocated number, long processId, PayloadObject account, Instant now) {
        String supplier = account.get(AccountFields.IMPORT_SUPPLIER);
        if (supplier == null) {
            throw new IllegalStateException("An accepted payload names its import supplier");
        }
        return new NewAccount(number, processId, supplier, account, suppliers.get(supplier), now);
    }

    /**
     * S61 for the whole chunk by one query. A reference that two accounts of the chunk carry belongs to the first of them:
     * when the second is judged, the first counts as persisted.
     */
    private List<JudgedPayload> checkReferences(List<JudgedPayload> chunk) {
        Set<AccountReference> asked = new HashSet<>();
        chunk.forEach(judged -> asked.addAll(judged.verdict().references()));
        if (asked.isEmpty()) {
            return chunk;
        }
        Set<AccountReference> taken = new HashSet<>(references.taken(asked));
        List<JudgedPayload> checked = new ArrayList<>(chunk.size());
        for (JudgedPayload judged : chunk) {
            JudgedPayload item = judged.with(judged.verdict().withTaken(taken));
            if (isAccepted(item)) {
                taken.addAll(item.verdict().references());
            }
            checked.add(item);
        }
        return checked;
    }

    private void importAlone(JudgedPayload judged) {
        try {
            savepoints.executeWithoutResult(status -> importTogether(List.of(judged)));
        } catch (NonTransientDataAccessResourceException e) {
            throw e;
        } catch (NonTransientDataAccessException e) {
            String errorId = UUID.randomUUID().toString();
            long processId = judged.payload().processId();
            LOG.error("Import process {} is refused by the database, error id {}", processId, errorId, e);
            savepoints.executeWithoutResult(status -> {
                Decision failed = Decision.failed(
                        RunKind.IMPORT,
                        processId,
                        judged.payload().version(),
                        new ImportError(
                                "unexpected_error",
                                "The database refused this account. The log has the reason under error id " + errorId
                                        + "."));
                List<Decision> taken = decisions.decide(List.of(failed));
                decisions.record(taken, 1 - taken.size());
            });
        }
    }

    private static boolean isAccepted(JudgedPayload judged) {
        return judged.verdict().violations().isEmpty();
    }
}
