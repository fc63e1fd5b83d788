package org.accountimport.job;

import org.accountimport.importprocess.WaveName;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * What a run is launched with. Supplier, wave and run number identify the job instance: every launch is one of its own, and a
 * restart continues it.
 *
 * @param waveId       the wave's id in the database
 * @param retryErrored whether an import takes accounts again that were found wrong before
 * @param launchedBy   a person, client or schedule
 * @param chunkSize    accounts per transaction: what a rollback repeats at most
 * @param threads      partitions that run at the same time
 */
record RunParameters(WaveName wave, long waveId, boolean retryErrored, String launchedBy, int chunkSize, int threads) {

    private static final String SUPPLIER = "supplier";
    private static final String WAVE = "wave";
    static final String WAVE_ID = "wave-id";
    private static final String RUN = "run";
    private static final String RETRY_ERRORED = "retry-errored";
    private static final String LAUNCHED_BY = "launched-by";
    private static final String CHUNK_SIZE = "chunk-size";
    private static final String THREADS = "threads";

    JobParameters toJobParameters(long runNumber) {
        return new JobParametersBuilder()
                .addString(SUPPLIER, wave.importSupplier(), true)
                .addString(WAVE, wave.name(), true)
                .addLong(RUN, runNumber, true)
                .addLong(WAVE_ID, waveId, false)
                .addString(RETRY_ERRORED, Boolean.toString(retryErrored), false)
                .addString(LAUNCHED_BY, launchedBy, false)
                .addLong(CHUNK_SIZE, (long) chunkSize, false)
                .addLong(THREADS, (long) threads, false)
                .toJobParameters();
    }

    static RunParameters of(JobParameters parameters) {
        return new RunParameters(
                new WaveName(text(parameters, SUPPLIER), text(parameters, WAVE)),
                number(parameters, WAVE_ID),
                Boolean.parseBoolean(text(parameters, RETRY_ERRORED)),
                text(parameters, LAUNCHED_BY),
                Math.toIntExact(number(parameters, CHUNK_SIZE)),
                Math.toIntExact(number(parameters, THREADS)));
    }

    private static String text(JobParameters parameters, String name) {
        String value = parameters.getString(name);
        if (value == null) {
            throw new IllegalArgumentException("Job parameter " + name + " is missing");
        }
        return value;
    }

    private static long number(JobParameters parameters, String name) {
        Long value = parameters.getLong(name);
        if (value == null) {
            throw new IllegalArgumentException("Job parameter " + name + " is missing");
        }
        return value;
    }
}
