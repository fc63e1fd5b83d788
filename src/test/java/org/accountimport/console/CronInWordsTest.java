package org.accountimport.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.scheduling.support.CronExpression;

class CronInWordsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            */20 * * * * *,      every 20 seconds,             every 20 seconds
            0 */5 * * * *,       every 5 minutes,              every 5 minutes
            0 0 22 * * *,        every day at 22:00,           every day at 22.00
            0 30 3 * * SUN,      every Sunday at 03:30,        every Sunday at 03.30
            0 5 1 ? * MON-FRI,   Monday to Friday at 01:05,    Monday to Friday at 01.05
            0 0 1 1 * *,         ,
            0 0 1-13/12 * * *,   ,
            15 0 1 * * *,        ,
            """)
    void whatIsSimpleIsSaidInWords(String cron, @Nullable String english, @Nullable String danish) {
        CronExpression expression = CronExpression.parse(cron);
        assertThat(CronInWords.of(expression, forms("en-GB"))).isEqualTo(english);
        assertThat(CronInWords.of(expression, forms("da-DK"))).isEqualTo(danish);
    }

    private static Forms forms(String language) {
        return Forms.of(List.of(Locale.forLanguageTag(language)), ZoneId.of("Europe/Copenhagen"));
    }
}
