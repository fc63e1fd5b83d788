package org.accountimport.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.RunReport;
import org.junit.jupiter.api.Test;

class RunRatesTest {

    private final RunRates rates = new RunRates();

    private static RunReport report(long id, String status, double seconds, long done) {
        OffsetDateTime began = OffsetDateTime.parse("2026-11-24T01:00:00Z");
        return new RunReport(
                id,
                RunKind.IMPORT,
                new WaveName("NORLYS", "w"),
                status,
                "EXECUTING",
                null,
                "test",
                began,
                began,
                null,
                seconds,
                100_000,
                done,
                0,
                0);
    }

    @Test
    void theRateIsThatOfTheLastHalfMinuteSoThatAPauseIsSeen() {
        rates.look(report(1, "STARTED", 10, 20_000));
        rates.look(report(1, "STARTED", 40, 20_000));
        RunRates.Rate rate = rates.look(report(1, "STARTED", 60, 22_000));
        assertThat(rate.perSecond()).isEqualTo(100);
        assertThat(rate.etaSeconds()).isEqualTo(780);
        assertThat(rate.points()).isEqualTo("10.0:2000 40.0:0 60.0:100");
    }

    @Test
    void twoLooksInTheSameMomentAreOne() {
        rates.look(report(1, "STARTED", 10, 20_000));
        assertThat(rates.look(report(1, "STARTED", 10.2, 20_900)).points()).isEqualTo("10.0:2000");
    }

    @Test
    void nobodyKnowsTheTimeLeftWhileNothingIsDone() {
        assertThat(rates.look(report(1, "STARTED", 0, 0)).etaSeconds()).isNull();
        assertThat(rates.look(report(2, "COMPLETED", 10, 100_000)).etaSeconds()).isNull();
        assertThat(rates.look(report(2, "COMPLETED", 10, 100_000)).perSecond()).isEqualTo(10_000);
    }

    @Test
    void aLongRunKeepsItsShapeInBoundedSpace() {
        RunRates.Rate rate = rates.look(report(1, "STARTED", 0, 0));
        for (int second = 1; second <= 5_000; second++) {
            rate = rates.look(report(1, "STARTED", second, second * 10L));
        }
        assertThat(rate.points().split(" ")).hasSizeBetween(300, 600);
        assertThat(rate.points()).endsWith("5000.0:10").doesNotContain(":11");
    }
}
