package dev.attune.judgement.clustered;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ClusteredMeanTest {

    @Test
    void fourRatersOnFivePrompts() {
        // By hand: mean 13/20. Raters 4/3 * 0.25 / 400 = 0.000833, prompts 5/4 * 3.7 / 400 = 0.0115625, scores 4.05 /
        // 400 = 0.010125;
        // the prompts' is the largest. Student's 0.975 quantile with 3 degrees of freedom is 3.182446.
        List<Score> scores = scores("11100", "1h011", "10110", "1110h");

        Interval interval = ClusteredMean.of(scores, 0.95).get();

        assertThat(interval.estimate()).isEqualTo(0.65, within(1e-12));
        assertThat(interval.low()).isEqualTo(0.3077945217, within(1e-8));
        assertThat(interval.high()).isEqualTo(0.9922054783, within(1e-8));
    }

    @Test
    void aFewScoresThatAllSayTheSameAreNoCertainty() {
        List<Score> three = List.of(new Score("a", "p", 1), new Score("b", "q", 1), new Score("c", "r", 1));

        // (5/7)(2/7)/7 = 0.0291545, of which the root times 4.302653 is 0.734664.
        Interval interval = ClusteredMean.of(three, 0.95).get();

        assertThat(interval.low()).isEqualTo(0.265336, within(1e-5));
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test
    void oneRaterOrOnePromptTellsNothingOfOthers() {
        assertThat(ClusteredMean.of(List.of(), 0.95).reason()).hasValue(Undefined.NOTHING);
        assertThat(ClusteredMean.of(scores("1011"), 0.95).reason()).hasValue(Undefined.TOO_FEW);
        assertThat(ClusteredMean.of(scores("1", "0", "1"), 0.95).reason()).hasValue(Undefined.TOO_FEW);
        assertThatThrownBy(() -> new Score("a", "p", 1.5)).hasMessage("A score lies in [0, 1] but is 1.5.");
    }

    @Test
    void holdsTheTruthAlsoWhenRatersAndPromptsDiffer() {
        Random random = new Random(20261129);
        int held = 0;
        int naive = 0;
        int runs = 1000;
        for (int run = 0; run < runs; run++) {
            List<Score> scores = crossed(random, 8, 30);
            held += ClusteredMean.of(scores, 0.95).get().holds(0.5) ? 1 : 0;
            double mean = scores.stream().mapToDouble(Score::value).average().orElseThrow();
            naive += Math.abs(mean - 0.5) <= 1.96 * Math.sqrt(mean * (1 - mean) / scores.size()) ? 1 : 0;
        }
        assertThat(held / (double) runs).isBetween(0.94, 1.0);
        assertThat(naive / (double) runs).isLessThan(0.85);
    }

    /** Wins with probability 1/2 + rater + prompt, whose means are 0. */
    private static List<Score> crossed(Random random, int raters, int prompts) {
        double[] byRater = DoubleStream.generate(() -> 0.12 * random.nextGaussian())
                .limit(raters)
                .toArray();
        double[] byPrompt = DoubleStream.generate(() -> 0.2 * random.nextGaussian())
                .limit(prompts)
                .toArray();
        List<Score> scores = new ArrayList<>();
        for (int rater = 0; rater < raters; rater++) {
            for (int prompt = 0; prompt < prompts; prompt++) {
                double win = 0.5 + byRater[rater] + byPrompt[prompt];
                scores.add(new Score("rater " + rater, "prompt " + prompt, random.nextDouble() < win ? 1 : 0));
            }
        }
        return scores;
    }

    /** A row for each rater, a column for each prompt: 1 a win, 0 a loss, h a tie. */
    private static List<Score> scores(String... rows) {
        return IntStream.range(0, rows.length)
                .boxed()
                .flatMap(rater -> IntStream.range(0, rows[rater].length())
                        .mapToObj(prompt -> new Score(
                                "rater " + rater,
                                "prompt " + prompt,
                                rows[rater].charAt(prompt) == 'h' ? 0.5 : rows[rater].charAt(prompt) - '0')))
                .toList();
    }
}
