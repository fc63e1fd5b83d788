package org.accountimport.account;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Account ids from a sequence, and the account numbers made of them: {@code A-} and eight hexadecimal digits. A number is the
 * id's low 32 bits sent through a Feistel network with this installation's own key. That is a bijection, so numbers are
 * unique without a look-up, and they tell nothing about how many accounts there are. Safe for use by several threads.
 */
@Component
public class AccountNumbers {

    private static final long CAPACITY = 1L << 32;
    private static final int ROUNDS = 8;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final JdbcClient jdbc;
    private volatile int @Nullable [] roundKeys;

    AccountNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An account id and its number. */
    public record Allocated(long id, String accountNumber) {}

    /**
     * Allocates numbers for new accounts, by one statement. A number that is not used is lost, never given twice.
     *
     * @throws IllegalStateException when all 2^32 numbers are given
     */
    public List<Allocated> allocate(int count) {
        int[] keys = roundKeys();
        return jdbc
                .sql("SELECT nextval('account_id_seq') FROM generate_series(1, :count)")
                .param("count", count)
                .query(Long.class)
                .list()
                .stream()
                .map(id -> new Allocated(id, accountNumber(id, keys)))
                .toList();
    }

    static String accountNumber(long id, int[] roundKeys) {
        if (id >= CAPACITY) {
            throw new IllegalStateException("All account numbers are given: the account id sequence has passed 2^32");
        }
        int left = (int) (id >>> 16) & 0xffff;
        int right = (int) id & 0xffff;
        for (int key : roundKeys) {
            int mixed = (right + key) * 0x9E3779B1;
            mixed ^= mixed >>> 15;
            mixed *= 0x85EBCA77;
            int next = left ^ (mixed >>> 16);
            left = right;
            right = next & 0xffff;
        }
        return "A-" + HEX.toHexDigits((short) left) + HEX.toHexDigits((short) right);
    }

    private int[] roundKeys() {
        int[] keys = roundKeys;
        if (keys == null) {
            byte[] key = jdbc.sql("SELECT key FROM account_number_key")
                    .query(byte[].class)
                    .single();
            keys = roundKeys(key);
            roundKeys = keys;
        }
        return keys;
    }

    /** @param key 16 random bytes */
    static int[] roundKeys(byte[] key) {
        ByteBuffer words = ByteBuffer.wrap(key);
        int[] keys = new int[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            keys[i] = words.getInt((i % 4) * Integer.BYTES) + i * 0x61C88647;
        }
        return keys;
    }
}
