package dev.attune.feedback.service.standing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.agreement.Figure;
import dev.attune.feedback.standing.CheckpointRating;
import dev.attune.feedback.standing.ProjectStanding;
import dev.attune.feedback.standing.ProjectStanding.LeftOut;
import dev.attune.feedback.standing.StandingGroup;
import dev.attune.judgement.standing.Ballot;
import dev.attune.judgement.standing.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The votes that judgement's src/test/oracle/standing.py draws, too: what is told is what scipy finds, in points of Elo's scale. */
class ReckoningTest {

    private static final Offset<Double> EXACT = within(2e-3);
    private static final int WINDOW = 1;

    private long state = 7;

    private int draw(int below) {
        state = (state * 1103515245 + 12345) % (1L << 31);
        return (int) (state / 65536 % below);
    }

    /** Forty raters, fifty prompts, four checkpoints; every fifth vote is a tie. */
    private List<Ballot> drawn() {
        List<Ballot> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int rater = draw(40);
            int prompt = draw(50);
            int left = draw(4);
            int right = (left + 1 + draw(3)) % 4;
            int lead = 6 * (right - left) + (rater % 5 - 2) * 6 + (prompt % 7 - 3) * 4 + 8;
            Outcome outcome = draw(100) < 50 + lead ? Outcome.LEFT : Outcome.RIGHT;
            double style = (draw(201) - 100) / 100.0;
            all.add(new Ballot(rater, prompt, left, right, i % 5 == 0 ? Outcome.TIE : outcome, List.of(style)));
        }
        return all;
    }

    private static ProjectStanding standing(List<Ballot> ballots, boolean cut) {
        return Reckoning.of(new Votes(List.of("0", "1", "2", "3"), ballots, null, cut, new LeftOut(0, 0, 0)), WINDOW);
    }

    private static double value(Figure figure) {
        return Objects.requireNonNull(figure.value());
    }

    @Test
    void davidsonWithASideAndWithLengthsHeldEqual() {
        StandingGroup group = standing(drawn(), false).groups().getFirst();

        List<CheckpointRating> inOrder = group.checkpoints().stream()
                .sorted(Comparator.comparing(CheckpointRating::checkpoint))
                .toList();
        double[] elo = {50.315, 19.974, 22.837, -93.125};
        double[] sameLength = {50.301, 19.742, 23.003, -93.045};
        for (int i = 0; i < elo.length; i++) {
            assertThat(value(inOrder.get(i).elo())).isEqualTo(elo[i], EXACT);
            assertThat(value(inOrder.get(i).sameLength())).isEqualTo(sameLength[i], EXACT);
        }
        assertThat(group.checkpoints()).extracting(CheckpointRating::checkpoint).containsExactly("0", "2", "1", "3");
        assertThat(value(group.left())).isEqualTo(0.595548, within(1e-5));
        assertThat(Objects.requireNonNull(group.left().low())).isGreaterThan(0.5);
        assertThat(value(group.longer())).isEqualTo(0.492550, within(1e-5));
        assertThat(group.fewRaters()).isFalse();
        assertThat(group.raters()).isEqualTo(40);
        assertThat(group.checkpoints().stream()
                        .mapToDouble(each -> value(each.best()))
                        .sum())
                .isEqualTo(1, within(1e-9));
        assertThat(inOrder.getLast().ranks().best()).isGreaterThan(1);
    }

    @Test
    void theSameVotesGiveTheSameStanding() {
        assertThat(standing(drawn(), false)).isEqualTo(new ReckoningTest().again());
    }

    private ProjectStanding again() {
        return standing(drawn(), false);
    }

    /** An interval that holds at all times needs the first votes; where they were not read there is none. */
    @Test
    void withoutTheFirstVotesNoIntervalHoldsAtAllTimes() {
        List<Ballot> ballots = drawn();
        ProjectStanding whole = standing(ballots, false);
        ProjectStanding cut = standing(ballots, true);

        assertThat(whole.pairs()).hasSize(6).allSatisfy(pair -> {
            assertThat(pair.anytime().undefined()).isNull();
            assertThat(pair.anytime().raters()).isBetween(10, 40);
        });
        assertThat(cut.pairs()).allSatisfy(pair -> {
            assertThat(pair.anytime().undefined()).isEqualTo("CUT");
            assertThat(pair.anytime().low()).isNull();
        });
        assertThat(cut.groups()).isEqualTo(whole.groups());
    }
}
