package org.accountimport.database;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows of one table, encoded as PostgreSQL's binary {@code COPY} format wants them and sent in one go: the fastest way
 * into a table. Every row begins with {@link #row()} and then names a value for each column, in order. The buffer is kept
 * between chunks. Not safe for use by several threads.
 */
public final class BinaryCopy {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final LocalDate POSTGRES_EPOCH = LocalDate.of(2000, 1, 1);
    private static final long POSTGRES_EPOCH_SECONDS = POSTGRES_EPOCH.toEpochDay() * 86_400;
    private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);
    private static final int SEND_SIZE = 64 * 1024;
    /** What one chunk may leave behind in memory; a larger buffer is given back. */
    private static final int KEPT_SIZE = 8 * 1024 * 1024;

    private final String table;
    private final String sql;
    private final int columns;
    private byte[] buffer = new byte[16 * 1024];
    private int length = HEADER.length;
    private int rows;
    private int missing;

    /**
     * @param table   the table's name, a constant of the program
     * @param columns the names of the columns that every row gives a value for, constants of the program
     */
    public BinaryCopy(String table, String... columns) {
        this.table = table;
        this.sql = "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT binary)";
        this.columns = columns.length;
        System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
    }

    public String table() {
        return table;
    }

    /** Rows added since the last {@link #writeTo} or {@link #clear}. */
    public int rows() {
        return rows;
    }

    /** Begins a row. */
    public BinaryCopy row() {
        requireWholeRow();
        rows++;
        missing = columns;
        reserve(2);
        putShort(columns);
        return this;
    }

    public BinaryCopy bool(@Nullable Boolean value) {
        if (value == null) {
            return empty();
        }
        field(1);
        buffer[length++] = (byte) (value ? 1 : 0);
        return this;
    }

    public BinaryCopy smallint(@Nullable Long value) {
        if (value == null) {
            return empty();
        }
        field(2);
        putShort(Math.toIntExact(value));
        return this;
    }

    public BinaryCopy integer(int value) {
        field(4);
        putInt(value);
        return this;
    }

    public BinaryCopy bigint(@Nullable Long value) {
        if (value == null) {
            return empty();
        }
        field(8);
        putLong(value);
        return this;
    }

    /** For columns of type {@code text} and {@code json}. The text must not hold U+0000 or an unpaired surrogate. */
    public BinaryCopy text(@Nullable String value) {
        if (value == null) {
            return empty();
        }
        int characters = value.length();
        field(characters);
        int start = length;
        for (int i = 0; i < characters; i++) {
            char character = value.charAt(i);
            if (character >= 0x80) {
                length = start - 4;
                missing++;
                return bytes(value.getBytes(StandardCharsets.UTF_8));
            }
            buffer[length++] = (byte) character;
        }
        return this;
    }

    /** For columns of type {@code bytea}, and for text or JSON that is already encoded in UTF-8. */
    public BinaryCopy bytes(byte @Nullable [] value) {
        if (value == null) {
            return empty();
        }
        field(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    public BinaryCopy date(@Nullable LocalDate value) {
        if (value == null) {
            return empty();
        }
        field(4);
        putInt(Math.toIntExact(ChronoUnit.DAYS.between(POSTGRES_EPOCH, value)));
        return this;
    }

    /** For columns of type {@code timestamptz}; fractions finer than a microsecond are cut off. */
    public BinaryCopy instant(@Nullable Instant value) {
        if (value == null) {
            return empty();
        }
        field(8);
        putLong((value.getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000);
        return this;
    }

    /** For columns of type {@code numeric}; the value keeps its scale. */
    public BinaryCopy numeric(@Nullable BigDecimal value) {
        if (value == null) {
            return empty();
        }
        BigDecimal plain = value.scale() < 0 ? value.setScale(0, RoundingMode.UNNECESSARY) : value;
        int scale = plain.scale();
        int fractionGroups = (scale + 3) / 4;
        BigInteger remaining = plain.unscaledValue().abs().multiply(BigInteger.TEN.pow(fractionGroups * 4 - scale));
        short[] groups = new short[remaining.bitLength() / 13 + 1];
        int count = 0;
        while (remaining.signum() != 0) {
            BigInteger[] divided = remaining.divideAndRemainder(TEN_THOUSAND);
            groups[count++] = divided[1].shortValue();
            remaining = divided[0];
        }
        int weight = count == 0 ? 0 : count - 1 - fractionGroups;
        field(8 + 2 * count);
        putShort(count);
        putShort(weight);
        putShort(plain.signum() < 0 ? 0x4000 : 0);
        putShort(scale);
        for (int i = count - 1; i >= 0; i--) {
            putShort(groups[i]);
        }
        return this;
    }

    /**
     * Sends the rows over this connection, as part of its transaction, and empties the buffer; sends nothing when there
     * are no rows.
     *
     * @throws SQLException when PostgreSQL refuses a row; no row is stored then and the buffer is empty
     */
    public void writeTo(Connection connection) throws SQLException {
        requireWholeRow();
        try {
            if (rows > 0) {
                reserve(2);
                putShort(-1);
                send(connection);
            }
        } finally {
            clear();
        }
    }

    /** Forgets the rows. */
    public void clear() {
        rows = 0;
        missing = 0;
        length = HEADER.length;
        if (buffer.length > KEPT_SIZE) {
            buffer = Arrays.copyOf(buffer, 16 * 1024);
        }
    }

    private void send(Connection connection) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            for (int sent = 0; sent < length; sent += SEND_SIZE) {
                copy.writeToCopy(buffer, sent, Math.min(SEND_SIZE, length - sent));
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private BinaryCopy empty() {
        missing--;
        reserve(4);
        putInt(-1);
        return this;
    }

    private void field(int size) {
        missing--;
        reserve(4 + size);
        putInt(size);
    }

    private void requireWholeRow() {
        if (missing != 0) {
            throw new IllegalStateException(
                    "A row has " + (columns - missing) + " values for " + columns + " columns: " + sql);
        }
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    private void putShort(int value) {
        buffer[length++] = (byte) (value >> 8);
        buffer[length++] = (byte) value;
    }

    private void putInt(int value) {
        putShort(value >> 16);
        putShort(value);
    }

    private void putLong(long value) {
        putInt((int) (value >> 32));
        putInt((int) value);
    }
}
