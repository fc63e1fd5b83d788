package org.accountimport.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.accountimport.account.AccountNumbers.Allocated;
import org.accountimport.database.TestDatabase;
import org.junit.jupiter.api.Test;

class AccountNumbersTest {

    private static final int[] KEYS =
            AccountNumbers.roundKeys(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

    @Test
    void areTheLetterAAndEightHexadecimalDigits() {
        assertThat(AccountNumbers.accountNumber(1, KEYS)).matches("A-[0-9A-F]{8}");
        assertThat(AccountNumbers.accountNumber(0xffff_ffffL, KEYS)).matches("A-[0-9A-F]{8}");
    }

    @Test
    void areNeverGivenTwice() {
        BitSet low = new BitSet();
        BitSet high = new BitSet();
        for (long id = 1; id <= 2_000_000; id++) {
            long number = Long.parseLong(AccountNumbers.accountNumber(id, KEYS).substring(2), 16);
            BitSet half = number < 0x8000_0000L ? low : high;
            int bit = (int) (number & 0x7fff_ffffL);
            assertThat(half.get(bit)).isFalse();
            half.set(bit);
        }
    }

    @Test
    void tellNothingAboutTheirOrder() {
        int rising = 0;
        for (long id = 1; id < 10_000; id++) {
            if (AccountNumbers.accountNumber(id, KEYS).compareTo(AccountNumbers.accountNumber(id + 1, KEYS)) < 0) {
                rising++;
            }
        }
        assertThat(rising).isBetween(4_500, 5_500);
    }

    @Test
    void differBetweenInstallations() {
        byte[] other = new byte[16];
        new Random(1).nextBytes(other);
        assertThat(AccountNumbers.accountNumber(1, AccountNumbers.roundKeys(other)))
                .isNotEqualTo(AccountNumbers.accountNumber(1, KEYS));
    }

    @Test
    void endWithTheirCapacity() {
        assertThatThrownBy(() -> AccountNumbers.accountNumber(1L << 32, KEYS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("All account numbers are given");
    }

    @Test
    void areAllocatedInBlocksThatNeverMeet() {
        AccountNumbers numbers = new AccountNumbers(TestDatabase.migrated().jdbc());
        List<Allocated> first = numbers.allocate(100);
        List<Allocated> second = numbers.allocate(100);
        Set<Object> all = new HashSet<>();
        first.forEach(number -> all.addAll(List.of(number.id(), number.accountNumber())));
        second.forEach(number -> all.addAll(List.of(number.id(), number.accountNumber())));
        assertThat(all).hasSize(400);
        assertThat(numbers.allocate(0)).isEmpty();
    }
}
