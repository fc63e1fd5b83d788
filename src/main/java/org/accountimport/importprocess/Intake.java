package org.accountimport.importprocess;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.accountimport.importprocess.QueueStore.KnownProcess;
import org.accountimport.importprocess.QueueStore.NewPayload;
import org.accountimport.importprocess.QueueStore.StoredPayload;
import org.accountimport.payload.PayloadKey;
import org.accountimport.payload.PayloadKeyReader;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts payloads into the queue. The natural key (import supplier, external account number) makes every intake idempotent:
 * what was queued before with the same bytes is counted and left alone. Safe for use by several threads.
 */
@Service
public class Intake {

    /** The longest payload that is taken, in bytes. Source: HTTP contract, 413. */
    public static final int MAX_PAYLOAD_BYTES = 1024 * 1024;
    /** The wave of accounts that the API schedules without naming one. */
    public static final String API_WAVE = "api";

    private static final int LINES_PER_TRANSACTION = 1_000;
    private static final int BYTES_PER_TRANSACTION = 8 * 1024 * 1024; // bounds memory when payloads are large

    private final QueueStore store;
    private final ImportProcesses processes;
    private final PayloadKeyReader keyReader;
    private final TransactionTemplate transactions;
    // A deadlock with a chunk that decides about the same accounts: PostgreSQL ends one of the two, and it may try
    // again.
    private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
            .includes(TransientDataAccessException.class)
            .maxRetries(4)
            .delay(Duration.ofMillis(100))
            .multiplier(2)
            .build());

    Intake(
            QueueStore store,
            ImportProcesses processes,
            PayloadKeyReader keyReader,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.processes = processes;
        this.keyReader = keyReader;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /**
     * Queues the payloads of an NDJSON stream, a thousand lines a transaction, in flat memory. Only what cannot be queued is
     * rejected (malformed JSON, no key fields, another supplier, over {@value #MAX_PAYLOAD_BYTES} bytes, already imported with
     * another payload); business rules are the dry run's work.
     *
     * @param actor    who loads, for the history; null when nobody is known
     * @param progress is told the running result after each transaction
     * @throws IntakeInterruptedException when the stream cannot be read to its end; what was queued until then stays queued
     */
    public IntakeResult load(WaveName wave, InputStream ndjson, @Nullable String actor, Consumer<IntakeResult> progress)
            throws IntakeInterruptedException {
        Loading loading = new Loading(wave, actor, progress);
        NdjsonLines lines = new NdjsonLines(ndjson, MAX_PAYLOAD_BYTES);
        while (true) {
            NdjsonLines.Line line;
            try {
                line = lines.next();
            } catch (IOException e) {
                loading.flush();
                throw new IntakeInterruptedException(loading.result(), e);
            }
            if (line == null) {
                loading.flush();
                return loading.result();
            }
            loading.take(line);
        }
    }

    /**
     * Queues one valid payload, as the API's client asked.
     *
     * @param wave null: the wave that the account is in already, else {@value #API_WAVE}
     */
    public Scheduling schedule(
            String importSupplier,
            String externalAccountNumber,
            byte[] body,
            @Nullable WaveName wave,
            @Nullable String actor) {
        NewPayload payload = new NewPayload(externalAccountNumber, body, sha256(body));
        return inTransaction(() -> {
            List<KnownProcess> known = store.lockProcesses(importSupplier, List.of(externalAccountNumber));
            if (known.isEmpty()) {
                if (create(importSupplier, payload, wave, actor)) {
                    return new Scheduling.Queued();
                }
                // Another client was faster by the time of a transaction.
                known = store.lockProcesses(importSupplier, List.of(externalAccountNumber));
            }
            return meet(known.get(0), importSupplier, payload, wave, actor);
        });
    }

    /** Queues an account that is new; false when it is not. */
    private boolean create(String importSupplier, NewPayload payload, @Nullable WaveName wave, @Nullable String actor) {
        String number = payload.externalAccountNumber();
        long waveId = store.waveId(wave != null ? wave : new WaveName(importSupplier, API_WAVE));
        Long id = store.insertProcesses(waveId, importSupplier, List.of(number)).get(number);
        if (id == null) {
            return false;
        }
        store.storePayloads(
                List.of(new StoredPayload(id, 1, payload, ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_CREATED)), actor);
        return true;
    }

    private Scheduling meet(
            KnownProcess known,
            String importSupplier,
            NewPayload payload,
            @Nullable WaveName wave,
            @Nullable String actor) {
        if (known.accountNumber() != null) {
            return new Scheduling.AlreadyImported(known.accountNumber());
        }
        ImportStatus status = processes
                .find(importSupplier, known.externalAccountNumber())
                .map(AccountImportProcess::status)
                .orElseThrow();
        if (status == ImportStatus.IN_PROGRESS) {
            return new Scheduling.InProgress();
        }
        long waveId = wave != null ? store.waveId(wave) : known.waveId();
        if (status != ImportStatus.PENDING || !isSame(known, payload, waveId)) {
            replace(waveId, List.of(known), Map.of(known.externalAccountNumber(), payload), actor);
        }
        return new Scheduling.Queued();
    }

    private void replace(
            long waveId, List<KnownProcess> known, Map<String, NewPayload> payloads, @Nullable String actor) {
        store.resetProcesses(waveId, known);
        List<StoredPayload> stored = new ArrayList<>(known.size());
        for (KnownProcess process : known) {
            NewPayload payload = payloads.get(process.externalAccountNumber());
            if (payload != null) {
                stored.add(new StoredPayload(
                        process.id(),
                        process.payloadVersion() + 1,
                        payload,
                        ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_REPLACED));
            }
        }
        store.storePayloads(stored, actor);
    }

    private static boolean isSame(KnownProcess known, NewPayload payload, long waveId) {
        return known.waveId() == waveId && Arrays.equals(known.sha256(), payload.sha256());
    }

    private <T> T inTransaction(Supplier<T> work) {
        try {
            return retries.execute(() -> transactions.execute(status -> work.get()));
        } catch (RetryException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** One run through a stream: the lines of the transaction that is being gathered, and the counts so far. */
    private final class Loading {

        private final WaveName wave;
        private final @Nullable String actor;
        private final Consumer<IntakeResult> progress;
        private final Map<String, NewPayload> batch = new LinkedHashMap<>();
        private final Map<String, Long> lineNumbers = new LinkedHashMap<>();
        /** By line: that an account is imported already turns up later than what is wrong with the lines after it. */
        private final NavigableMap<Long, IntakeResult.Reject> rejects = new TreeMap<>();

        private int batchBytes;
        private long read;
        private long queued;
        private long replaced;
        private long unchanged;
        private long rejected;

        Loading(WaveName wave, @Nullable String actor, Consumer<IntakeResult> progress) {
            this.wave = wave;
            this.actor = actor;
            this.progress = progress;
        }

        void take(NdjsonLines.Line line) {
            read++;
            byte[] body = line.bytes();
            if (body == null) {
                reject(line.number(), "payload_too_large", "A line holds at most " + MAX_PAYLOAD_BYTES + " bytes.");
                return;
            }
            PayloadKey key = keyReader.read(body);
            if (key instanceof PayloadKey.Refused refused) {
                reject(
                        line.number(),
                        refused.violation().code(),
                        refused.violation().attr() + ": " + refused.detail());
            } else if (key instanceof PayloadKey.Found found) {
                if (found.importSupplier().equals(wave.importSupplier())) {
                    add(line.number(), new NewPayload(found.externalAccountNumber(), body, sha256(body)));
                } else {
                    reject(
                            line.number(),
                            "other_supplier",
                            "import_supplier: The wave " + wave + " takes accounts of " + wave.importSupplier()
                                    + " only.");
                }
            }
        }

        private void add(long line, NewPayload payload) {
            // The same account again: the later line is to meet the earlier one in the queue.
            if (batch.containsKey(payload.externalAccountNumber())) {
                flush();
            }
            batch.put(payload.externalAccountNumber(), payload);
            lineNumbers.put(payload.externalAccountNumber(), line);
            batchBytes += payload.body().length;
            if (batch.size() == LINES_PER_TRANSACTION || batchBytes > BYTES_PER_TRANSACTION) {
                flush();
            }
        }

        void flush() {
            if (!batch.isEmpty()) {
                Outcome outcome = inTransaction(this::store);
                queued += outcome.queued();
                replaced += outcome.replaced();
                unchanged += outcome.unchanged();
                for (String number : outcome.alreadyImported()) {
                    reject(
                            lineNumbers.getOrDefault(number, 0L),
                            "account_import_process_already_imported",
                            "external_account_number: This account has been imported already, with another payload.");
                }
                batch.clear();
                lineNumbers.clear();
                batchBytes = 0;
            }
            progress.accept(result());
        }

        private Outcome store() {
            long waveId = store.waveId(wave);
            Map<String, Long> newIds = store.insertProcesses(waveId, wave.importSupplier(), batch.keySet());
            List<StoredPayload> created = new ArrayList<>(newIds.size());
            List<String> known = new ArrayList<>();
            batch.forEach((number, payload) -> {
                Long id = newIds.get(number);
                if (id == null) {
                    known.add(number);
                } else {
                    created.add(new StoredPayload(id, 1, payload, ImportEvent.EVENT_ACCOUNT_IMPORT_PROCESS_CREATED));
                }
            });
            store.storePayloads(created, actor);
            if (known.isEmpty()) {
                return new Outcome(created.size(), 0, 0, List.of());
            }
            return meetKnown(waveId, created.size(), known);
        }

        private Outcome meetKnown(long waveId, int created, List<String> numbers) {
            List<KnownProcess> changed = new ArrayList<>();
            List<String> alreadyImported = new ArrayList<>();
            int same = 0;
            for (KnownProcess known : store.lockProcesses(wave.importSupplier(), numbers)) {
                NewPayload payload = batch.get(known.externalAccountNumber());
                if (payload == null) {
                    continue;
                }
                boolean processed = known.status() == DecidedStatus.PROCESSED;
                if (processed
                        ? Arrays.equals(known.sha256(), payload.sha256())
                        : isQueuedAlike(known, payload, waveId)) {
                    same++;
                } else if (processed) {
                    alreadyImported.add(known.externalAccountNumber());
                } else {
                    changed.add(known);
                }
            }
            if (!changed.isEmpty()) {
                replace(waveId, changed, batch, actor);
            }
            return new Outcome(created, changed.size(), same, alreadyImported);
        }

        /** A cancelled account that is loaded again is wanted again. */
        private static boolean isQueuedAlike(KnownProcess known, NewPayload payload, long waveId) {
            return known.status() != DecidedStatus.CANCELLED && isSame(known, payload, waveId);
        }

        private void reject(long line, String code, String detail) {
            rejected++;
            rejects.put(line, new IntakeResult.Reject(line, code, detail));
            if (rejects.size() > IntakeResult.LISTED_REJECTS) {
                rejects.pollLastEntry();
            }
        }

        IntakeResult result() {
            return new IntakeResult(
                    read - batch.size(), queued, replaced, unchanged, rejected, List.copyOf(rejects.values()));
        }
    }

    private record Outcome(int queued, int replaced, int unchanged, List<String> alreadyImported) {}
}
