package dev.attune.judgement.canary;

import java.util.Map;
import java.util.SplittableRandom;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CanaryTestTest {

    private static final Offset<Double> EXACT = within(1e-6);
    private static final CanaryRule PLAIN = new CanaryRule(0, 0.05, 0.05, Map.of());

    /** The wealth that numpy has for the scores 1 1 1/2 1 0 1 1 1 1/2 1, each here as one person of either arm. */
    @Test
    void pairsOfPeopleMakeTheBetOfTheirDifference() {
        double[] canary = {1, 1, 1, 1, 0, 1, 1, 1, 0, 1};
        double[] production = {0, 0, 1, 0, 1, 0, 0, 0, 0, 0};
        double[] wealth = {1, 1.5, 1.5, 2.25, 1.125, 1.658737, 2.488106, 3.732159, 3.732159, 5.598239};
        CanaryTest test = new CanaryTest(PLAIN);
        for (int i = 0; i < canary.length; i++) {
            test.liked(Arm.PRODUCTION, production[i], 0.5);
            test.liked(Arm.CANARY, canary[i], 0.5);
            assertThat(Math.exp(test.logEvidence())).isEqualTo(wealth[i], EXACT);
        }
        assertThat(test.outcome()).isEqualTo(Outcome.CONTINUE);
        assertThat(test.blocks()).isEqualTo(10);
    }

    /** A tenth of the people: nine of production to a block, and their mean counts. */
    @Test
    void aSmallShareIsSetAgainstSeveral() {
        Blocks blocks = new Blocks();
        for (int i = 0; i < 9; i++) {
            assertThat(blocks.add(Arm.PRODUCTION, i < 3 ? 1 : 0, 0.1)).isEmpty();
        }

        Block block = blocks.add(Arm.CANARY, 1, 0.1).orElseThrow();

        assertThat(block.canary()).isEqualTo(1);
        assertThat(block.production()).isEqualTo(1.0 / 3, EXACT);
        assertThat(blocks.add(Arm.CANARY, 1, 1))
                .as("all people: nobody to compare with")
                .isEmpty();
    }

    @Test
    void aBetterOneIsPromotedAndAWorseOneRolledBack() {
        assertThat(after(400, 0.8, 0.5).outcome()).isEqualTo(Outcome.PROMOTE);
        assertThat(after(400, 0.3, 0.6).outcome()).isEqualTo(Outcome.ROLL_BACK);
        assertThat(after(400, 0.5, 0.5).outcome()).isEqualTo(Outcome.CONTINUE);
    }

    /** The interval says what was decided: above the margin when promoted, below 0 when rolled back. */
    @Test
    void theIntervalSaysWhatWasDecided() {
        Interval better = after(600, 0.8, 0.5).difference().get();
        assertThat(better.low()).isPositive();
        assertThat(better.holds(0.3)).isTrue();
        assertThat(better.width()).isLessThan(0.4);
        assertThat(after(600, 0.3, 0.6).difference().get().high()).isLessThanOrEqualTo(0);
        Interval same = after(600, 0.5, 0.5).difference().get();
        assertThat(same.low()).isNegative();
        assertThat(same.high()).isPositive();
        assertThat(new CanaryTest(PLAIN).difference().known()).isFalse();
    }

    @Test
    void aMarginIsHarderToReach() {
        CanaryRule rule = new CanaryRule(0.25, 0.05, 0.05, Map.of());
        assertThat(after(400, 0.7, 0.5, rule).outcome()).isEqualTo(Outcome.CONTINUE);
        assertThat(after(1500, 0.9, 0.5, rule).outcome()).isEqualTo(Outcome.PROMOTE);
    }

    @Test
    void errorsHarmWhateverPeopleLike() {
        CanaryTest test = new CanaryTest(new CanaryRule(
                0,
                0.05,
                0.05,
                Map.of(Guardrail.ERRORS, new Tolerance(1, 0.01), Guardrail.SHORTER, new Tolerance(2, 0))));
        for (int i = 0; i < 30; i++) {
            test.liked(Arm.PRODUCTION, 0, 0.5);
            test.liked(Arm.CANARY, 1, 0.5);
            test.measured(Guardrail.ERRORS, Arm.PRODUCTION, 0, 0.5);
            test.measured(Guardrail.ERRORS, Arm.CANARY, 0.8, 0.5);
            test.measured(Guardrail.SLOW, Arm.CANARY, 1, 0.5);
        }
        assertThat(test.outcome()).isEqualTo(Outcome.HARMED);
        assertThat(test.harmed()).containsExactly(Guardrail.ERRORS);
    }

    /** Answers of a third of the length: half of it would be no harm. */
    @Test
    void shorterIsARatio() {
        assertThat(lengths(0.6, 0.2).harmed()).containsExactly(Guardrail.SHORTER);
        assertThat(lengths(0.2, 0.6).harmed()).containsExactly(Guardrail.LONGER);
        assertThat(lengths(0.4, 0.3).harmed()).isEmpty();
        assertThat(lengths(0.3, 0.4).harmed()).isEmpty();
    }

    private static CanaryTest lengths(double production, double canary) {
        CanaryTest test = new CanaryTest(new CanaryRule(
                0,
                0.05,
                0.05,
                Map.of(Guardrail.SHORTER, new Tolerance(1.5, 0), Guardrail.LONGER, new Tolerance(1.5, 0))));
        for (int i = 0; i < 300; i++) {
            for (Guardrail guardrail : Guardrail.values()) {
                test.measured(guardrail, Arm.PRODUCTION, production, 0.5);
                test.measured(guardrail, Arm.CANARY, canary, 0.5);
            }
        }
        return test;
    }

    /** 1,000 people at a half, 400 of them in the canary: p is 2.5e-10 by scipy.stats.chisquare. */
    @Test
    void peopleWhoAreSharedOutWronglyEndIt() {
        SampleRatio ratio = new SampleRatio();
        CanaryTest test = new CanaryTest(PLAIN);
        for (int i = 0; i < 1000; i++) {
            Arm arm = i % 5 < 2 ? Arm.CANARY : Arm.PRODUCTION;
            ratio.add(arm, 0.5);
            test.met(arm, 0.5);
        }
        assertThat(ratio.chiSquared().get()).isEqualTo(2.539628589470901e-10, within(1e-16));
        assertThat(test.outcome()).isEqualTo(Outcome.DISCARD);
    }

    /** Looked at after each of 2,000 people, also while the share grows. */
    @Test
    void peopleWhoAreSharedOutRightlyDoNot() {
        SplittableRandom random = new SplittableRandom(3);
        int broken = 0;
        for (int run = 0; run < 500; run++) {
            SampleRatio ratio = new SampleRatio();
            boolean once = false;
            for (int person = 0; person < 2000; person++) {
                double share = person < 700 ? 0.05 : 0.3;
                ratio.add(random.nextDouble() < share ? Arm.CANARY : Arm.PRODUCTION, share);
                once |= ratio.broken();
            }
            broken += once ? 1 : 0;
        }
        assertThat(broken).isLessThanOrEqualTo(2);
    }

    @Test
    void sharesThatDoNotExistAreRefused() {
        assertThatThrownBy(() -> new CanaryRule(1, 0.05, 0.05, Map.of())).hasMessageContaining("margin");
        assertThatThrownBy(() -> new CanaryRule(0, 0, 0.05, Map.of())).hasMessageContaining("probability");
        assertThatThrownBy(() -> new Tolerance(0, 0)).hasMessageContaining("tolerance");
    }

    private static CanaryTest after(int people, double canary, double production) {
        return after(people, canary, production, PLAIN);
    }

    private static CanaryTest after(int people, double canary, double production, CanaryRule rule) {
        SplittableRandom random = new SplittableRandom(11);
        CanaryTest test = new CanaryTest(rule);
        for (int i = 0; i < people; i++) {
            Arm arm = random.nextBoolean() ? Arm.CANARY : Arm.PRODUCTION;
            test.liked(arm, random.nextDouble() < (arm == Arm.CANARY ? canary : production) ? 1 : 0, 0.5);
        }
        return test;
    }
}
