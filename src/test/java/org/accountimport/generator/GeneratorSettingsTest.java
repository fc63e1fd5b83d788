package org.accountimport.generator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class GeneratorSettingsTest {

    private static final GeneratorSettings SETTINGS = GeneratorSettings.of(1, 10, LocalDate.of(2026, 11, 23));

    @Test
    void nameTheSuppliersThatThereAreWhenTheyDoNotKnowOne() {
        assertThatThrownBy(() -> SETTINGS.withImportSupplier("ENERGI_NORD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Accounts can be generated for the import suppliers [NORLYS, NORLYS_STRICT], not for ENERGI_NORD");
    }

    @Test
    void refuseAShareThatIsNone() {
        assertThatThrownBy(() -> SETTINGS.withWrongShare(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong share must lie between 0 and 1, but is 4.0");
        assertThatThrownBy(() -> SETTINGS.withWrongShare(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuseNumbersBelowTheLeast() {
        assertThatThrownBy(() -> SETTINGS.withFirst(0)).hasMessage("first must be 1 or more, but is 0");
        assertThatThrownBy(() -> SETTINGS.withBrokenLines(-1)).hasMessage("broken lines must be 0 or more, but is -1");
        assertThatThrownBy(() -> GeneratorSettings.of(1, -1, LocalDate.of(2026, 11, 23)))
                .hasMessage("accounts must be 0 or more, but is -1");
    }

    @Test
    void refuseAPrefixThatCannotStartAnAccountNumberAndItsFolder() {
        for (String prefix : new String[] {"", " ", "../", "/a", "a//", "NØR-", "a\\b", "a\tb", "a".repeat(41)}) {
            assertThatThrownBy(() -> SETTINGS.withNumberPrefix(prefix))
                    .as(prefix)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("number prefix");
        }
    }

    @Test
    void refuseADayThatLeavesNoRoomForPastAndFuture() {
        assertThatThrownBy(() -> GeneratorSettings.of(1, 1, LocalDate.of(1999, 12, 31)))
                .hasMessage("today must lie between 2000-01-01 and 2999-12-31, but is 1999-12-31");
    }
}
