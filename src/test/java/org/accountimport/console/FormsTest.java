package org.accountimport.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormsTest {

    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");
    private static final Forms ENGLISH = Forms.of(List.of(Locale.UK), COPENHAGEN);
    private static final Forms DANISH = Forms.of(List.of(Locale.GERMANY, Locale.forLanguageTag("da")), COPENHAGEN);

    @Test
    void numbersAreWrittenInTheReadersForm() {
        assertThat(ENGLISH.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(DANISH.number(1_234_567)).isEqualTo("1.234.567");
        assertThat(ENGLISH.decimal(new BigDecimal("-1234.5"))).isEqualTo("-1,234.50");
        assertThat(ENGLISH.decimal(new BigDecimal("20.0"))).isEqualTo("20");
        assertThat(ENGLISH.money(new BigDecimal("0"))).isEqualTo("0.00");
        assertThat(DANISH.money(new BigDecimal("-1994.96"))).isEqualTo("-1.994,96");
        assertThat(ENGLISH.accounts(1)).isEqualTo("1 account");
    }

    @Test
    void timesAreThoseOfTheZoneAndSayWhich() {
        OffsetDateTime summer = OffsetDateTime.parse("2026-07-01T22:30:00Z");
        assertThat(ENGLISH.time(summer)).isEqualTo("2 Jul 2026, 00:30 CEST");
        assertThat(DANISH.time(summer)).isEqualTo("2. jul. 2026 00.30 CEST");
        assertThat(ENGLISH.time(null)).isEqualTo("–");
    }

    @ParameterizedTest
    @CsvSource({
        "0.04,  0.0 s",
        "4.26,  4.3 s",
        "59,    59 s",
        "61,    1 min 01 s",
        "3900,  1 h 05 min",
        "90000, 1 d 1 h"
    })
    void durationsAreAsExactAsTheyMatter(double seconds, String written) {
        assertThat(ENGLISH.duration(seconds)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 0 %", "1, 100000, 0.1 %", "99999, 100000, 99.9 %", "1, 3, 33.3 %", "3, 3, 100 %", "0, 0, 0 %"})
    void aShareIsNeverAllOrNothingUnlessItIs(long part, long whole, String written) {
        assertThat(ENGLISH.share(part, whole)).isEqualTo(written);
    }
}
