package org.accountimport.importprocess;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.QueueStore.KnownProcess;
import org.accountimport.importprocess.QueueStore.NewPayload;
import org.accountimport.importprocess.QueueStore.StoredPayload;
import org.jspecify.annotations.Nullable;

/** The lines that go into the queue by one transaction, no account twice. */
final class WaveBatch {

    private static final int MOST_LINES = 1_000;
    private static final int MOST_BYTES = 8 * 1024 * 1024; // bounds memory when payloads are large

    private final WaveName wave;
    private final @Nullable String actor;
    private final Map<String, NewPayload> payloads = new LinkedHashMap<>();
    private final Map<String, Long> lineNumbers = new LinkedHashMap<>();
    private int bytes;

    WaveBatch(WaveName wave, @Nullable String actor) {
        this.wave = wave;
        this.actor = actor;
    }

    /**
     * What became of the lines.
     *
     * @param alreadyImported line numbers of accounts that exist, with another payload
     */
    record Outcome(int queued, int replaced, int unchanged, List<Long> alreadyImported) {}

    void add(long line, NewPayload payload) {
        payloads.put(payload.externalAccountNumber(), payload);
        lineNumbers.put(payload.externalAccountNumber(), line);
        bytes += payload.body().length;
    }

    boolean holds(String externalAccountNumber) {
        return payloads.containsKey(externalAccountNumber);
    }

    boolean sharesAccountsWith(WaveBatch other) {
        return !Collections.disjoint(payloads.keySet(), other.payloads.keySet());
    }

    boolean isFull() {
        return payloads.size() == MOST_LINES || bytes > MOST_BYTES;
    }

    int size() {
        return payloads.size();
    }

    /**
     * Queues the lines, in the caller's transaction.
     *
     * @param ids for those of them that are new
     */
    Outcome store(QueueStore store, List<Long> ids) {
        long waveId = store.waveId(wave);
        Map<String, Long> newIds = store.insertProcesses(waveId, wave.importSupplier(), ids, payloads.keySet());
        List<StoredPayload> created = new ArrayList<>(newIds.size());
        List<String> known = new ArrayList<>();
        payloads.forEach((number, payload) -> {
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
        return meetKnown(store, waveId, created.size(), known);
    }

    private Outcome meetKnown(QueueStore store, long waveId, int created, List<String> numbers) {
        List<KnownProcess> changed = new ArrayList<>();
        List<Long> alreadyImported = new ArrayList<>();
        int same = 0;
        for (KnownProcess known : store.lockProcesses(wave.importSupplier(), numbers)) {
            NewPayload payload = payloads.get(known.externalAccountNumber());
            if (payload == null) {
                continue;
            }
            boolean processed = known.status() == DecidedStatus.PROCESSED;
            if (processed ? known.hasBytesOf(payload) : isQueuedAlike(known, payload, waveId)) {
                same++;
            } else if (processed) {
                alreadyImported.add(lineNumbers.getOrDefault(known.externalAccountNumber(), 0L));
            } else {
                changed.add(known);
            }
        }
        if (!changed.isEmpty()) {
            store.replacePayloads(waveId, changed, payloads, actor);
        }
        return new Outcome(created, changed.size(), same, alreadyImported);
    }

    /** A cancelled account that is loaded again is wanted again. */
    private static boolean isQueuedAlike(KnownProcess known, NewPayload payload, long waveId) {
        return known.status() != DecidedStatus.CANCELLED && known.holds(payload, waveId);
    }
}
