package org.accountimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class BinaryCopyTest {

    private static final TestDatabase DATABASE = TestDatabase.empty();

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final BinaryCopy copy = new BinaryCopy("sample", "i", "b", "s", "l", "t", "y", "d", "z", "n", "j");

    @BeforeEach
    void makeTable() {
        jdbc.sql("DROP TABLE IF EXISTS sample").update();
        jdbc.sql("""
                CREATE TABLE sample (i integer PRIMARY KEY, b boolean, s smallint, l bigint, t text, y bytea,
                                     d date, z timestamptz, n numeric, j json)
                """).update();
    }

    private BinaryCopy row(int number) {
        return copy.row().integer(number);
    }

    private void send() throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            copy.writeTo(connection);
        }
    }

    private void sendNumbers(List<BigDecimal> numbers) throws SQLException {
        for (int i = 0; i < numbers.size(); i++) {
            row(i).bool(null)
                    .smallint(null)
                    .bigint(null)
                    .text(null)
                    .bytes(null)
                    .date(null)
                    .instant(null)
                    .numeric(numbers.get(i))
                    .text(null);
        }
        send();
    }

    private <T> List<T> column(String name, Class<T> type) {
        return jdbc.sql("SELECT " + name + " FROM sample ORDER BY i")
                .query(type)
                .list();
    }

    @Test
    void keepsValuesOfEveryType() throws SQLException {
        row(1).bool(true)
                .smallint(-7L)
                .bigint(Long.MIN_VALUE)
                .text("Søren Ægir 😀")
                .bytes(new byte[] {0, 1, -1})
                .date(LocalDate.of(1879, 12, 31))
                .instant(Instant.parse("2024-02-10T12:34:56.123456Z"))
                .numeric(new BigDecimal("-12345.678"))
                .text("{\"a\": \"\\u0000\"}");
        row(2).bool(false)
                .smallint(7L)
                .bigint(Long.MAX_VALUE)
                .text("")
                .bytes(new byte[0])
                .date(LocalDate.of(9999, 12, 31))
                .instant(Instant.parse("0001-01-01T00:00:00Z"))
                .numeric(BigDecimal.ZERO)
                .bytes("[1e400]".getBytes(StandardCharsets.UTF_8));
        send();

        assertThat(column("b", Boolean.class)).containsExactly(true, false);
        assertThat(column("s", Integer.class)).containsExactly(-7, 7);
        assertThat(column("l", Long.class)).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(column("t", String.class)).containsExactly("Søren Ægir 😀", "");
        assertThat(column("encode(y, 'hex')", String.class)).containsExactly("0001ff", "");
        assertThat(column("d::text", String.class)).containsExactly("1879-12-31", "9999-12-31");
        assertThat(column("z", OffsetDateTime.class))
                .extracting(OffsetDateTime::toInstant)
                .containsExactly(Instant.parse("2024-02-10T12:34:56.123456Z"), Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(column("n::text", String.class)).containsExactly("-12345.678", "0");
        assertThat(column("j::text", String.class)).containsExactly("{\"a\": \"\\u0000\"}", "[1e400]");
    }

    @Test
    void keepsNothingAsNull() throws SQLException {
        row(1).bool(null)
                .smallint(null)
                .bigint(null)
                .text(null)
                .bytes(null)
                .date(null)
                .instant(null)
                .numeric(null)
                .text(null);
        send();

        assertThat(jdbc.sql("SELECT num_nulls(b, s, l, t, y, d, z, n, j) FROM sample")
                        .query(Integer.class)
                        .single())
                .isEqualTo(9);
    }

    @Nested
    class ADecimal {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0",
                    "1",
                    "-1",
                    "9999",
                    "10000",
                    "10001",
                    "-10000",
                    "0.1",
                    "0.0001",
                    "0.00001",
                    "-0.00012345",
                    "1.0",
                    "1234567890.0123456789",
                    "-9999999999.9999999999",
                    "100000000",
                    "1E+5",
                    "0.00000000001",
                    "20.50"
                })
        void isKeptExactlyWithItsScale(String number) throws SQLException {
            sendNumbers(List.of(new BigDecimal(number)));
            assertThat(column("n::text", String.class)).containsExactly(new BigDecimal(number).toPlainString());
        }

        @Test
        void isKeptExactlyWhateverItsDigits() throws SQLException {
            Random random = new Random(42);
            List<BigDecimal> numbers = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                numbers.add(new BigDecimal(new BigInteger(random.nextInt(100), random), random.nextInt(25))
                        .multiply(random.nextBoolean() ? BigDecimal.ONE : BigDecimal.ONE.negate()));
            }
            sendNumbers(numbers);
            assertThat(column("n::text", String.class))
                    .containsExactlyElementsOf(
                            numbers.stream().map(BigDecimal::toPlainString).toList());
        }
    }

    @Test
    void sendsMoreThanItsBufferHoldsAtOnce() throws SQLException {
        String long1 = "x".repeat(300_000);
        for (int i = 0; i < 50; i++) {
            row(i).bool(null)
                    .smallint(null)
                    .bigint(null)
                    .text(long1)
                    .bytes(null)
                    .date(null)
                    .instant(null)
                    .numeric(null)
                    .text(null);
        }
        send();
        assertThat(jdbc.sql("SELECT sum(length(t)) FROM sample")
                        .query(Long.class)
                        .single())
                .isEqualTo(15_000_000);
    }

    @Nested
    class ARefusedRow {

        @Test
        void leavesNoRowAndAConnectionThatCanBeUsed() throws SQLException {
            try (Connection connection = DATABASE.dataSource().getConnection()) {
                for (int i = 0; i < 2; i++) {
                    row(1).bool(null)
                            .smallint(null)
                            .bigint(null)
                            .text(null)
                            .bytes(null)
                            .date(null)
                            .instant(null)
                            .numeric(null)
                            .text(null);
                }
                assertThatThrownBy(() -> copy.writeTo(connection)).isInstanceOf(SQLException.class);
                assertThat(copy.rows()).isZero();

                row(2).bool(null)
                        .smallint(null)
                        .bigint(null)
                        .text("later")
                        .bytes(null)
                        .date(null)
                        .instant(null)
                        .numeric(null)
                        .text(null);
                copy.writeTo(connection);
            }
            assertThat(column("t", String.class)).containsExactly("later");
        }
    }

    @Test
    void refusesARowWithTooFewValues() {
        row(1);
        assertThatThrownBy(this::send)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 values for 10");
    }
}
