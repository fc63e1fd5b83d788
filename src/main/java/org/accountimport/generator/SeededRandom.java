package org.accountimport.generator;

import java.util.List;

/**
 * SplitMix64: the same seed gives the same numbers on every JDK, which {@code java.util} does not promise for all of
 * its generators. One stream for each (seed, account number, purpose), so that no account depends on another.
 *
 * <p>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014). Not thread-safe.
 */
final class SeededRandom {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private SeededRandom(long state) {
        this.state = state;
    }

    /** The stream of one account for one purpose: different purposes of an account know nothing of each other. */
    static SeededRandom of(long seed, long account, int purpose) {
        return new SeededRandom(mix(mix(mix(seed + GOLDEN_GAMMA) + account) + purpose));
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number from 0 to {@code bound - 1}; {@code bound} is at least 1. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A number from {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** True in {@code percent} of 100 cases. */
    boolean percent(int percent) {
        return below(100) < percent;
    }

    /** True in {@code perMille} of 1,000 cases. */
    boolean perMille(int perMille) {
        return below(1000) < perMille;
    }

    /** True with the given probability, from 0 (never) to 1 (always). */
    boolean chance(double probability) {
        return (next() >>> 11) * 0x1.0p-53 < probability;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** {@code count} decimal digits, leading zeros included. */
    String digits(int count) {
        char[] digits = new char[count];
        for (int i = 0; i < count; i++) {
            digits[i] = (char) ('0' + below(10));
        }
        return new String(digits);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
