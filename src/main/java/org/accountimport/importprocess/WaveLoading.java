package org.accountimport.importprocess;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.accountimport.database.StatementLimits;
import org.accountimport.importprocess.QueueStore.NewPayload;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.PayloadKey;
import org.accountimport.payload.PayloadKeyReader;
import org.accountimport.payload.StructuralCode;
import org.accountimport.payload.Violation;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * One run through a stream of lines. While batches are written by threads of their own, the next one is gathered; so three are
 * in memory at most. Lines of the same account are written in their order. Used by one thread.
 */
final class WaveLoading implements AutoCloseable {

    /** One connection keeps one core of the database busy, and reading the lines is less work than that. */
    private static final int WRITERS = 2;

    private final WaveName wave;
    private final @Nullable String actor;
    private final Consumer<IntakeResult> progress;
    private final boolean supplierIsKnown;
    private final PayloadKeyReader keyReader;
    private final QueueStore store;
    private final IntakeTransactions transactions;
    private final ExecutorService writers =
            Executors.newFixedThreadPool(WRITERS, new CustomizableThreadFactory("intake-"));
    /** In the order of their lines. */
    private final Deque<BeingWritten> beingWritten = new ArrayDeque<>(WRITERS);
    /** By line: that an account is imported already turns up later than what is wrong with the lines after it. */
    private final NavigableMap<Long, IntakeResult.Reject> rejects = new TreeMap<>();

    private WaveBatch batch;
    private long read;
    private long queued;
    private long replaced;
    private long unchanged;
    private long rejected;

    WaveLoading(
            WaveName wave,
            @Nullable String actor,
            Consumer<IntakeResult> progress,
            PayloadKeyReader keyReader,
            QueueStore store,
            IntakeTransactions transactions) {
        this.wave = wave;
        this.actor = actor;
        this.progress = progress;
        this.supplierIsKnown = keyReader.knows(wave.importSupplier());
        // Whoever may load this supplier's accounts may not learn which other suppliers there are.
        this.keyReader = supplierIsKnown ? keyReader.only(wave.importSupplier()) : keyReader;
        this.store = store;
        this.transactions = transactions;
        this.batch = new WaveBatch(wave, actor);
    }

    private record BeingWritten(WaveBatch batch, Future<WaveBatch.Outcome> outcome) {}

    void take(NdjsonLines.Line line) {
        read++;
        byte[] body = line.bytes();
        if (body == null) {
            reject(line.number(), "payload_too_large", "A line holds at most " + Intake.MAX_PAYLOAD_BYTES + " bytes.");
            return;
        }
        PayloadKey key = keyReader.read(body);
        if (key instanceof PayloadKey.Refused refused) {
            if (supplierIsKnown && isOfOtherSupplier(refused.violation())) {
                rejectOtherSupplier(line);
                return;
            }
            reject(
                    line.number(),
                    refused.violation().code(),
                    refused.violation().attr() + ": " + refused.detail());
        } else if (key instanceof PayloadKey.Found found) {
            if (found.importSupplier().equals(wave.importSupplier())) {
                add(line.number(), new NewPayload(found.externalAccountNumber(), body));
            } else {
                rejectOtherSupplier(line);
            }
        }
    }

    private static boolean isOfOtherSupplier(Violation violation) {
        return violation.attr().equals(AccountFields.IMPORT_SUPPLIER.name())
                && violation.code().equals(StructuralCode.INVALID_CHOICE.code());
    }

    private void rejectOtherSupplier(NdjsonLines.Line line) {
        reject(
                line.number(),
                "other_supplier",
                "import_supplier: The wave " + wave + " takes accounts of " + wave.importSupplier() + " only.");
    }

    /** Writes what was taken; the result is that of all lines then. */
    IntakeResult finish() {
        handOver();
        awaitWritten(0);
        progress.accept(result());
        return result();
    }

    private void add(long line, NewPayload payload) {
        // The same account again: the later line is to meet the earlier one in the queue.
        if (batch.holds(payload.externalAccountNumber())) {
            handOver();
        }
        batch.add(line, payload);
        if (batch.isFull()) {
            handOver();
        }
    }

    private void handOver() {
        boolean followsItself =
                beingWritten.stream().anyMatch(earlier -> earlier.batch().sharesAccountsWith(batch));
        awaitWritten(followsItself ? 0 : WRITERS - 1);
        if (batch.size() > 0) {
            WaveBatch full = batch;
            // Here, so that they are in the order of the lines whichever batch is written first.
            List<Long> ids = store.nextProcessIds(full.size());
            beingWritten.add(new BeingWritten(
                    full,
                    writers.submit(
                            StatementLimits.carriedOver(() -> transactions.execute(() -> full.store(store, ids))))));
            batch = new WaveBatch(wave, actor);
        }
        progress.accept(result());
    }

    /** Until no more than so many batches are being written. */
    private void awaitWritten(int atMost) {
        while (beingWritten.size() > atMost) {
            WaveBatch.Outcome outcome = outcome(beingWritten.remove().outcome());
            queued += outcome.queued();
            replaced += outcome.replaced();
            unchanged += outcome.unchanged();
            for (long line : outcome.alreadyImported()) {
                reject(
                        line,
                        "account_import_process_already_imported",
                        "external_account_number: This account has been imported already, with another payload.");
            }
        }
    }

    private static WaveBatch.Outcome outcome(Future<WaveBatch.Outcome> written) {
        try {
            return written.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while loading", e);
        }
    }

    private void reject(long line, String code, String detail) {
        rejected++;
        rejects.put(line, new IntakeResult.Reject(line, code, detail));
        if (rejects.size() > IntakeResult.LISTED_REJECTS) {
            rejects.pollLastEntry();
        }
    }

    private IntakeResult result() {
        return new IntakeResult(
                read - batch.size() - linesBeingWritten(),
                queued,
                replaced,
                unchanged,
                rejected,
                List.copyOf(rejects.values()));
    }

    private int linesBeingWritten() {
        return beingWritten.stream().mapToInt(written -> written.batch().size()).sum();
    }

    /** Batches that are being written are written to their end. */
    @Override
    public void close() {
        writers.shutdown();
    }
}
