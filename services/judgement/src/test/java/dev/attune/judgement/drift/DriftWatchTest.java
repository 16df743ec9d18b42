package dev.attune.judgement.drift;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.judgement.finding.Undefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DriftWatchTest {

    private static final DriftRule RULE = new DriftRule(0.25, 0.40, DriftRule.THRESHOLD);
    private static final int RUNS = 2_000;

    private static DriftWatch watch() {
        return new DriftWatch(RULE, DriftWatch.State.START);
    }

    /** ln(0.40 / 0.25) = 0.4700036, ln(0.60 / 0.75) = -0.2231436. */
    @Test
    void theSumByHand() {
        DriftWatch watch = watch();
        boolean[] disagrees = {false, true, true, false, false, false, false, false, true, false};
        double[] sums = {0, 0.4700036, 0.9400073, 0.7168637, 0.4937202, 0.2705766, 0.0474331, 0, 0.4700036, 0.2468601};
        for (int i = 0; i < sums.length; i++) {
            watch.add(disagrees[i]);
            assertThat(watch.state().sum()).as("sum " + i).isEqualTo(sums[i], within(1e-6));
        }
        assertThat(watch.beganAfter()).isEqualTo(8);
        assertThat(watch.state().errors()).isEqualTo(1);
        assertThat(watch.accuracySince().get().estimate()).isEqualTo(0.5);
    }

    @Test
    void isNoticedOnceAndGoesOnWhereItWas() {
        DriftWatch watch = watch();
        for (int i = 0; i < 10; i++) {
            watch.add(true);
        }
        DriftWatch again = new DriftWatch(RULE, watch.state());
        assertThat(again.noticed()).isFalse();
        IntStream.range(0, 6).forEach(i -> again.add(true));
        // 16 times 0.47 is the first multiple above 7.5.
        assertThat(again.noticed()).isTrue();
        assertThat(again.state().ratings()).isEqualTo(16);
        IntStream.range(0, 100).forEach(i -> again.add(false));
        assertThat(again.noticed()).isTrue();
        assertThat(again.beganAfter()).isZero();
    }

    @Test
    void nothingSaidIsNoAccuracy() {
        assertThat(watch().accuracySince().reason()).contains(Undefined.NOTHING);
    }

    /** Wilson at z = 0.8416212 of 25 in 100: 0.288116. */
    @Test
    void whatIsUsualIsTheUpperLimitOfWhatWasMeasured() {
        DriftRule rule = DriftRule.of(25, 100);
        assertThat(rule.usual()).isEqualTo(0.288116, within(1e-6));
        assertThat(rule.drifted()).isEqualTo(rule.usual() + 0.15, within(1e-12));
        assertThatThrownBy(() -> DriftRule.of(90, 100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DriftRule(0.4, 0.3, 7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DriftRule(0.3, 0.4, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static long ratingsUntilNoticed(SplittableRandom random, double share, long most) {
        DriftWatch watch = watch();
        while (!watch.noticed() && watch.state().ratings() < most) {
            watch.add(random.nextDouble() < share);
        }
        return watch.noticed() ? watch.state().ratings() : Long.MAX_VALUE;
    }

    /** A goal of the loop: at most 5 false alarms of 100 in 2,000 ratings. An interval that is looked at every 50 ratings gives 28. */
    @Test
    void fewFalseAlarms() {
        SplittableRandom random = new SplittableRandom(1);
        long false2000 = LongStream.range(0, RUNS)
                .filter(run -> ratingsUntilNoticed(random, 0.25, 2_000) <= 2_000)
                .count();
        assertThat(false2000 / (double) RUNS).isBetween(0.02, 0.05);
    }

    /** The goal: 15 points within 300 ratings in 95 of 100. Medians are those of a simulation in Python of the same rule. */
    @ParameterizedTest
    @CsvSource({"0.15, 0.95, 112", "0.20, 0.99, 76", "0.30, 1.00, 45"})
    void isNoticedInTime(double loss, double within300, double median) {
        SplittableRandom random = new SplittableRandom(2);
        long[] delays = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            delays[run] = ratingsUntilNoticed(random, 0.25 + loss, 5_000);
        }
        Arrays.sort(delays);
        assertThat(Arrays.stream(delays).filter(delay -> delay <= 300).count() / (double) RUNS)
                .isGreaterThanOrEqualTo(within300);
        assertThat((double) delays[RUNS / 2]).isCloseTo(median, within(0.1 * median));
    }
}
