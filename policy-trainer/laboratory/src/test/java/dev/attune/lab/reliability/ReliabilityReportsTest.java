package dev.attune.lab.reliability;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Models whose truth is known: equal ones, and one that has become worse in one way. */
class ReliabilityReportsTest {

    private static final int ITEMS = 120;

    /** Two templates of two labels; with {@code wrong} so many items, the second template answers wrongly. */
    private static Answers answers(int wrong, double confidence, int refused) {
        int[] truth = new int[ITEMS];
        double[][][] templates = new double[2][ITEMS][];
        Random random = new Random(3);
        for (int i = 0; i < ITEMS; i++) {
            truth[i] = random.nextInt(2);
            int chosen = i % 4 == 0 ? 1 - truth[i] : truth[i]; // a quarter is wrong with either
            templates[0][i] = said(chosen, confidence);
            templates[1][i] = said(i < wrong ? 1 - chosen : chosen, 0.75);
        }
        boolean[] refusals = new boolean[60];
        Arrays.fill(refusals, 0, refused, true);
        int terms = Identity.AXES.stream().mapToInt(axis -> axis.terms().size()).sum();
        double[][][] frames = new double[4][terms][];
        for (double[][] frame : frames) {
            Arrays.setAll(frame, term -> said(0, 0.7));
        }
        return new Answers(
                "p",
                truth,
                templates,
                new double[0][][],
                new int[0],
                Map.of(),
                Map.of(),
                new double[0][],
                new int[0],
                frames,
                new int[0],
                Map.of("harmless", refusals),
                Map.of());
    }

    private static double[] said(int label, double probability) {
        return label == 0 ? new double[] {probability, 1 - probability} : new double[] {1 - probability, probability};
    }

    private static ReliabilityReport.One of(ReliabilityReport report, String measure) {
        return Objects.requireNonNull(report.measures().get(measure), measure);
    }

    @Test
    void whatIsTheSameIsNoRegression() {
        ReliabilityReport report = new ReliabilityReports(1).of(answers(0, 0.75, 3), Optional.of(answers(0, 0.75, 3)));
        assertThat(report.regressions()).isEmpty();
        assertThat(report.compared()).isEqualTo(14);
        assertThat(of(report, "accuracy").holm()).isEqualTo(1);
        assertThat(report.verdict()).startsWith("Of 14 measures 0 became worse");
    }

    @Test
    void whatGotWorseIsFlaggedAndNothingElse() {
        ReliabilityReport report = new ReliabilityReports(1).of(answers(0, 0.97, 3), Optional.of(answers(0, 0.75, 3)));
        // surer than it is right; choices, agreement and refusals are as they were
        assertThat(report.regressions()).containsExactly("ece", "brier");
        assertThat(Objects.requireNonNull(of(report, "ece").difference()).low()).isPositive();
        assertThat(of(report, "accuracy").worse()).isFalse();
        assertThat(report.evidence("reviews").note()).contains("ece, brier");
    }

    @Test
    void disagreementAndRefusalsAreFlagged() {
        ReliabilityReport report =
                new ReliabilityReports(1).of(answers(40, 0.75, 30), Optional.of(answers(0, 0.75, 3)));
        assertThat(report.regressions())
                .contains("templateAgreement", "templateKappa", "accuracy", "worstTemplate", "refused.harmless")
                .doesNotContain("ece", "termShift");
        // and the other way round it is no regression but a gain
        assertThat(new ReliabilityReports(1)
                        .of(answers(0, 0.75, 3), Optional.of(answers(40, 0.75, 30)))
                        .regressions())
                .isEmpty();
    }

    @Test
    void oneRefusalMoreIsChance() {
        ReliabilityReport report = new ReliabilityReports(1).of(answers(0, 0.75, 4), Optional.of(answers(0, 0.75, 3)));
        assertThat(report.regressions()).isEmpty();
    }

    @Test
    void oneModelAloneHasNoDifferences() {
        ReliabilityReport report = new ReliabilityReports(1).of(answers(0, 0.75, 3), Optional.empty());
        assertThat(report.compared()).isZero();
        assertThat(of(report, "accuracy").value().value()).isEqualTo(0.75);
        assertThat(of(report, "accuracy").difference()).isNull();
        assertThat(report.markdown()).contains("| refused.harmless | lower | 60 |  | 0.050");
    }
}
