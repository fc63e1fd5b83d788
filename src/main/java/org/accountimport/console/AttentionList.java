package org.accountimport.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accountimport.importprocess.WaveName;
import org.accountimport.schedule.ScheduleOverview.State;
import org.accountimport.wave.ReconciliationStanding;
import org.accountimport.wave.Reconciliations;
import org.accountimport.wave.WaveOverview;
import org.accountimport.wave.WaveOverviews;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what a person has to see to. */
@Component
class AttentionList {

    /** Half a year of weekly waves of eight suppliers; older ones are history. */
    private static final int NEWEST_WAVES = 200;

    private static final int AT_A_GLANCE = 8;

    private final WaveOverviews overviews;
    private final Reconciliations reconciliations;

    AttentionList(WaveOverviews overviews, Reconciliations reconciliations) {
        this.overviews = overviews;
        this.reconciliations = reconciliations;
    }

    /**
     * What has to be seen to.
     *
     * @param items       the most urgent first; of the same kind, those of the newest wave first
     * @param onlyTheNewest how many waves were looked at, when there are more; null when all were
     */
    record Found(List<Attention> items, @Nullable Integer onlyTheNewest) {

        /** As many as can be taken in at a glance. */
        public List<Attention> first() {
            return items.subList(0, Math.min(AT_A_GLANCE, items.size()));
        }

        public List<Attention> others() {
            return items.subList(Math.min(AT_A_GLANCE, items.size()), items.size());
        }
    }

    /**
     * In all waves and schedules.
     *
     * @param supplier only its waves, and no schedules; null for all
     * @param scope    only these import suppliers' waves; null for all
     */
    Found all(@Nullable String supplier, @Nullable Set<String> scope, List<State> schedules, Forms show) {
        WaveOverviews.Page page = overviews.page(supplier, scope, null, NEWEST_WAVES);
        Map<WaveName, ReconciliationStanding> standings = reconciliations.standings(
                page.waves().stream().map(WaveOverview::wave).toList());
        List<Attention> items = new ArrayList<>();
        if (supplier == null) {
            items.addAll(Attention.ofMissed(schedules, show));
        }
        page.waves().forEach(wave -> items.addAll(Attention.of(wave, standings.get(wave.wave()), schedules, show)));
        items.sort(Attention.MOST_URGENT_FIRST);
        return new Found(List.copyOf(items), page.next() == null ? null : NEWEST_WAVES);
    }

    /** In one wave. */
    List<Attention> of(WaveOverview wave, List<State> schedules, Forms show) {
        return Attention.of(
                wave, reconciliations.standings(List.of(wave.wave())).get(wave.wave()), schedules, show);
    }
}
