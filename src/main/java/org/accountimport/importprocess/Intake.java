package org.accountimport.importprocess;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.accountimport.importprocess.QueueStore.KnownProcess;
import org.accountimport.importprocess.QueueStore.NewPayload;
import org.accountimport.importprocess.QueueStore.StoredPayload;
import org.accountimport.payload.PayloadKeyReader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

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

    private final QueueStore store;
    private final ImportProcesses processes;
    private final PayloadKeyReader keyReader;
    private final IntakeTransactions transactions;

    Intake(QueueStore store, ImportProcesses processes, PayloadKeyReader keyReader, IntakeTransactions transactions) {
        this.store = store;
        this.processes = processes;
        this.keyReader = keyReader;
        this.transactions = transactions;
    }

    /**
     * Queues the payloads of an NDJSON stream, a thousand lines a transaction and two transactions at a time, in flat memory.
     * Only what cannot be queued is rejected (malformed JSON, no key fields, another supplier, over {@value #MAX_PAYLOAD_BYTES}
     * bytes, already imported with another payload); business rules are the dry run's work.
     *
     * @param actor    who loads, for the history; null when nobody is known
     * @param progress is told the running result after each transaction
     * @throws IntakeInterruptedException when the stream cannot be read to its end; what was queued until then stays queued
     */
    public IntakeResult load(WaveName wave, InputStream ndjson, @Nullable String actor, Consumer<IntakeResult> progress)
            throws IntakeInterruptedException {
        NdjsonLines lines = new NdjsonLines(ndjson, MAX_PAYLOAD_BYTES);
        try (WaveLoading loading = new WaveLoading(wave, actor, progress, keyReader, store, transactions)) {
            while (true) {
                NdjsonLines.Line line;
                try {
                    line = lines.next();
                } catch (IOException e) {
                    throw new IntakeInterruptedException(loading.finish(), e);
                }
                if (line == null) {
                    return loading.finish();
                }
                loading.take(line);
            }
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
        NewPayload payload = new NewPayload(externalAccountNumber, body);
        return transactions.execute(() -> {
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
        Long id = store.insertProcesses(waveId, importSupplier, store.nextProcessIds(1), List.of(number))
                .get(number);
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
        if (status != ImportStatus.PENDING || !known.holds(payload, waveId)) {
            store.replacePayloads(waveId, List.of(known), Map.of(known.externalAccountNumber(), payload), actor);
        }
        return new Scheduling.Queued();
    }
}
