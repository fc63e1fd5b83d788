package org.accountimport.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededRandomTest {

    @Test
    void givesTheSameNumbersOnEveryJdk() {
        SeededRandom random = SeededRandom.of(2026, 1, 1);

        assertThat(new long[] {random.next(), random.next(), random.next()}).containsExactly(KNOWN_NUMBERS);
    }

    @Test
    void givesEveryAccountAndPurposeNumbersOfItsOwn() {
        long[] firstNumbers = IntStream.range(0, 1000)
                .boxed()
                .flatMap(account -> IntStream.range(0, 3)
                        .boxed()
                        .flatMap(purpose -> IntStream.range(0, 3)
                                .mapToObj(seed ->
                                        SeededRandom.of(seed, account, purpose).next())))
                .mapToLong(Long::longValue)
                .toArray();

        assertThat(firstNumbers).doesNotHaveDuplicates();
    }

    @Test
    void staysBelowItsBoundAndReachesEveryNumber() {
        SeededRandom random = SeededRandom.of(1, 2, 3);

        assertThat(IntStream.range(0, 1000).map(i -> random.below(7)).distinct().sorted())
                .containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(IntStream.range(0, 1000)
                        .map(i -> random.between(-1, 1))
                        .distinct()
                        .sorted())
                .containsExactly(-1, 0, 1);
    }

    @Test
    void isCertainOfNothingAndOfEverything() {
        SeededRandom random = SeededRandom.of(1, 2, 3);

        assertThat(IntStream.range(0, 1000).mapToObj(i -> random.chance(0))).doesNotContain(true);
        assertThat(IntStream.range(0, 1000).mapToObj(i -> random.chance(1))).doesNotContain(false);
    }

    /** Computed apart from this program, in arbitrary precision, from the published algorithm. */
    private static final long[] KNOWN_NUMBERS = {7062818366063098143L, -7923057219675173420L, 4637224823297648318L};
}
