package org.accountimport.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.accountimport.wave.ErrorCount;
import org.accountimport.wave.ErrorTrend;
import org.junit.jupiter.api.Test;

class HeatTableTest {

    private static final ErrorTrend NOTHING_BEFORE = new ErrorTrend(5L, null, List.of());

    private static ErrorCount count(String code, String attr, long accounts) {
        return new ErrorCount(code, attr, accounts, accounts, "example");
    }

    @Test
    void hasTheMostFrequentCodesAcrossAndFieldsDown() {
        HeatTable table = HeatTable.of(
                List.of(count("required", "a", 90), count("invalid", "b", 60), count("invalid", "a", 50)),
                NOTHING_BEFORE);
        assertThat(table.codes()).containsExactly("invalid", "required");
        assertThat(table.rows()).extracting(HeatTable.Row::attr).containsExactly("a", "b");
        assertThat(table.rows().get(0).cells())
                .extracting(cell -> cell == null ? 0 : cell.accounts())
                .containsExactly(50L, 90L);
        assertThat(table.rows().get(1).cells().get(1)).isNull();
    }

    @Test
    void saysHowEveryErrorHasMovedSinceTheDryRunBefore() {
        HeatTable table = HeatTable.of(
                List.of(count("more", "a", 3), count("fewer", "a", 3), count("same", "a", 3), count("new", "a", 3)),
                new ErrorTrend(
                        5L,
                        4L,
                        List.of(
                                new ErrorTrend.Line("more", "a", 3, 1, "x"),
                                new ErrorTrend.Line("fewer", "a", 3, 9, "x"),
                                new ErrorTrend.Line("same", "a", 3, 3, "x"),
                                new ErrorTrend.Line("gone", "a", 0, 7, "x"))));
        assertThat(table.lines())
                .extracting(line -> line.trend() + " " + line.moved())
                .containsExactly("more 2", "fewer 6", "same 0", "new 3");
        assertThat(table.fixed()).extracting(ErrorTrend.Line::code).containsExactly("gone");
        assertThat(table.comparedWith()).isEqualTo(4);
    }

    @Test
    void comparesWithNothingWhenThereWasNoDryRunBefore() {
        assertThat(HeatTable.of(List.of(count("invalid", "a", 3)), NOTHING_BEFORE)
                        .lines())
                .extracting(HeatTable.Line::trend)
                .containsExactly("");
    }

    @Test
    void leavesWhatHasNoRoomToTheList() {
        List<ErrorCount> counts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            counts.add(count("code-" + i, "field-" + i, 40 - i));
        }
        HeatTable table = HeatTable.of(counts, NOTHING_BEFORE);
        assertThat(table.lines()).hasSize(40);
        assertThat(table.shownInTable()).isEqualTo(8);
        assertThat(table.rows()).hasSize(8);
        assertThat(table.lines().get(0).heat()).isEqualTo(5);
        assertThat(table.lines().get(39).heat()).isEqualTo(1);
    }
}
