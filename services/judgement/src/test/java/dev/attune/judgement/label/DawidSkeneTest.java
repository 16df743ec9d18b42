package dev.attune.judgement.label;

import java.util.ArrayList;
import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against values of numpy (src/test/oracle/raters.py). */
class DawidSkeneTest {

    private static final Offset<Double> EXACT = within(1e-6);
    private static final List<String> ROWS = List.of("1110", "1100", "0011", "0001", "1010", "0000");

    @Test
    void sixItemsOfFourRaters() {
        DawidSkene.Fit fit = new DawidSkene(2, 4, DawidSkene.Counts.USUAL).fit(ROWS.size(), labels());

        double[] ones = {0.958025, 0.862350, 0.144840, 0.044425, 0.736162, 0.059972};
        for (int item = 0; item < ones.length; item++) {
            assertThat(fit.items()[item][1]).isEqualTo(ones[item], EXACT);
        }
        assertThat(fit.shares()[1]).isEqualTo(0.475722, EXACT);
        double[][] confusions = {{0.784828, 0.766966}, {0.658030, 0.809561}, {0.661243, 0.651131}, {0.377084, 0.546233}
        };
        for (int rater = 0; rater < confusions.length; rater++) {
            assertThat(fit.confusions()[rater][1][1]).isEqualTo(confusions[rater][0], EXACT);
            assertThat(fit.confusions()[rater][0][0]).isEqualTo(confusions[rater][1], EXACT);
        }
        assertThat(fit.logLikelihood()).isEqualTo(-14.897541, EXACT);
    }

    @Test
    void anItemThatNobodyLabelledHasTheSharesOfAll() {
        DawidSkene.Fit fit = new DawidSkene(2, 4, DawidSkene.Counts.USUAL).fit(ROWS.size() + 1, labels());

        assertThat(fit.items()[ROWS.size()][1]).isEqualTo(fit.shares()[1], EXACT);
        assertThat(fit.label(0)).isEqualTo(1);
    }

    private static List<DawidSkene.Label> labels() {
        List<DawidSkene.Label> labels = new ArrayList<>();
        for (int item = 0; item < ROWS.size(); item++) {
            for (int rater = 0; rater < 4; rater++) {
                labels.add(new DawidSkene.Label(item, rater, ROWS.get(item).charAt(rater) - '0'));
            }
        }
        return labels;
    }
}
