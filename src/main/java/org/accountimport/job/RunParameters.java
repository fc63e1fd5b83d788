package org.accountimport.job;

import java.time.Instant;
import java.util.Objects;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run is launched with, as the job repository keeps it. Supplier, wave and run number identify the job instance: every
 * launch is one of its own, and a restart continues it.
 *
 * @param waveId       the wave's id in the database
 * @param retryErrored whether an import takes accounts again that were found wrong before
 * @param launchedBy   a person, client or schedule
 * @param chunkSize    most accounts per transaction: what a rollback repeats at most
 * @param threads      partitions that run at the same time
 * @param limit        takes no more than the first accounts of the queue; null: all
 * @param until        begins no chunk at or after this time; null: no end
 * @param keepDays     days that must lie between a wave's sign-off and its purge; null: the run purges nothing
 */
record RunParameters(
        WaveName wave,
        long waveId,
        boolean retryErrored,
        String launchedBy,
        int chunkSize,
        int threads,
        @Nullable Long limit,
        @Nullable Instant until,
        ErrorBudget errorBudget,
        boolean restartOnCrash,
        @Nullable Integer keepDays) {

    static final String WAVE_ID = "wave-id";
    private static final String SUPPLIER = "supplier";
    private static final String WAVE = "wave";
    private static final String RUN = "run";
    private static final String RETRY_ERRORED = "retry-errored";
    private static final String LAUNCHED_BY = "launched-by";
    private static final String CHUNK_SIZE = "chunk-size";
    private static final String THREADS = "threads";
    private static final String LIMIT = "limit";
    private static final String UNTIL = "until";
    private static final String ERROR_BUDGET = "error-budget";
    private static final String RESTART_ON_CRASH = "restart-on-crash";
    private static final String KEEP_DAYS = "keep-days";

    private static final JsonMapper JSON = new JsonMapper();

    JobParameters toJobParameters(long runNumber) {
        JobParametersBuilder builder = new JobParametersBuilder()
                .addString(SUPPLIER, wave.importSupplier(), true)
                .addString(WAVE, wave.name(), true)
                .addLong(RUN, runNumber, true)
                .addLong(WAVE_ID, waveId, false)
                .addString(RETRY_ERRORED, Boolean.toString(retryErrored), false)
                .addString(LAUNCHED_BY, launchedBy, false)
                .addLong(CHUNK_SIZE, (long) chunkSize, false)
                .addLong(THREADS, (long) threads, false)
                .addString(RESTART_ON_CRASH, Boolean.toString(restartOnCrash), false);
        if (limit != null) {
            builder.addLong(LIMIT, limit, false);
        }
        if (until != null) {
            builder.addString(UNTIL, until.toString(), false);
        }
        if (keepDays != null) {
            builder.addLong(KEEP_DAYS, keepDays.longValue(), false);
        }
        if (!errorBudget.isUnlimited()) {
            builder.addString(ERROR_BUDGET, JSON.writeValueAsString(errorBudget), false);
        }
        return builder.toJobParameters();
    }

    static RunParameters of(JobParameters parameters) {
        String until = parameters.getString(UNTIL);
        String errorBudget = parameters.getString(ERROR_BUDGET);
        Long keepDays = parameters.getLong(KEEP_DAYS);
        return new RunParameters(
                new WaveName(text(parameters, SUPPLIER), text(parameters, WAVE)),
                number(parameters, WAVE_ID),
                Boolean.parseBoolean(text(parameters, RETRY_ERRORED)),
                text(parameters, LAUNCHED_BY),
                Math.toIntExact(number(parameters, CHUNK_SIZE)),
                Math.toIntExact(number(parameters, THREADS)),
                parameters.getLong(LIMIT),
                until == null ? null : Instant.parse(until),
                errorBudget == null ? ErrorBudget.UNLIMITED : JSON.readValue(errorBudget, ErrorBudget.class),
                Boolean.parseBoolean(text(parameters, RESTART_ON_CRASH)),
                keepDays == null ? null : Math.toIntExact(keepDays));
    }

    /** 0 where nothing is to be kept. */
    int keepDaysOrNone() {
        return keepDays == null ? 0 : keepDays;
    }

    private static String text(JobParameters parameters, String name) {
        return Objects.requireNonNull(parameters.getString(name), () -> "Job parameter " + name + " is missing");
    }

    private static long number(JobParameters parameters, String name) {
        return Objects.requireNonNull(parameters.getLong(name), () -> "Job parameter " + name + " is missing");
    }
}
