package dev.attune.feedback.service.arena;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.settings.gate.ArenaGate;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;
import dev.attune.feedback.store.arena.ArenaStore.Said;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ArenaVerdictTest {

    private static final ArenaGate GATE = new ArenaGate(20, 4, 3, 0.5, 72);

    @Test
    void countsWinsOnWhicheverSideTheyStood() {
        List<Said> said = List.of(
                new Said("a", "p", Verdict.LEFT, true, true),
                new Said("b", "p", Verdict.RIGHT, false, true),
                new Said("c", "q", Verdict.LEFT, false, false),
                new Said("a", "q", Verdict.RIGHT, true, false),
                new Said("b", "q", Verdict.LEFT, true, false),
                new Said("c", "p", Verdict.BOTH_BAD, true, true));

        ArenaVerdict verdict = ArenaVerdict.of(GATE, said, 0);

        assertThat(verdict.figures())
                .containsEntry("wins", 4.0)
                .containsEntry("losses", 1.0)
                .containsEntry("bothBad", 1.0)
                .containsEntry("ratings", 6.0)
                .containsEntry("raters", 3.0);
        assertThat(rate(verdict).mean()).isEqualTo(0.75, within(1e-12));
        assertThat(verdict.samples()).isEqualTo(2);
        assertThat(verdict.outcome()).isEqualTo(GateOutcome.INCONCLUSIVE);
    }

    @Test
    void passesWhenTheWholeIntervalReachesWhatIsAsked() {
        // 15 wins and a tie of 4 people on 4 prompts: by hand 0.96875 -+ 3.182446 * sqrt(0.875 * 0.125 / 20), of which
        // 1 is the end.
        ArenaVerdict verdict = ArenaVerdict.of(GATE, square("1111", "1111", "1111", "111h"), 0);

        assertThat(rate(verdict).low()).isEqualTo(0.733405, within(1e-6));
        assertThat(rate(verdict).high()).isEqualTo(1);
        assertThat(verdict.outcome()).isEqualTo(GateOutcome.PASSED);
        assertThat(verdict.sentence())
                .isEqualTo("People preferred it in 96.9 % of 16 ratings by 4 people on 4 prompts (95 % interval 73.3 %"
                        + " to 100.0 %); the whole interval reaches 50.0 %.");
    }

    @Test
    void failsWhenTheWholeIntervalLiesBelow() {
        ArenaVerdict verdict = ArenaVerdict.of(GATE, square("0000", "0000", "0000", "000h"), 0);

        assertThat(verdict.outcome()).isEqualTo(GateOutcome.FAILED);
        assertThat(rate(verdict).high()).isEqualTo(1 - 0.733405, within(1e-6));
        assertThat(verdict.sentence()).endsWith("; the whole interval lies below 50.0 %.");
    }

    @Test
    void tooFewPeopleConcludeNothing() {
        assertThat(ArenaVerdict.of(GATE, square("1111", "1111"), 0).sentence())
                .isEqualTo("Only 2 people rated, and at least 3 had to; nothing can be concluded.");
        assertThat(ArenaVerdict.of(GATE, square("1111"), 0).measured()).isNull();
        ArenaVerdict nobody = ArenaVerdict.of(GATE, List.of(), 3);
        assertThat(nobody.outcome()).isEqualTo(GateOutcome.INCONCLUSIVE);
        assertThat(nobody.sentence()).isEqualTo("Nobody rated any pair, so nothing can be concluded.");
        ArenaGate alone = new ArenaGate(20, 4, 1, 0.5, 72);
        assertThat(ArenaVerdict.of(alone, square("1111"), 0).outcome()).isEqualTo(GateOutcome.INCONCLUSIVE);
    }

    @Test
    void pairsWithTheSameAnswerTwiceCountAsTies() {
        ArenaVerdict verdict = ArenaVerdict.of(GATE, square("1111", "1111", "1111", "1111"), 4);

        assertThat(rate(verdict).mean()).isEqualTo(0.75, within(1e-12));
        assertThat(verdict.figures()).containsEntry("sameAnswers", 4.0).containsEntry("prompts", 8.0);
    }

    private static Interval rate(ArenaVerdict verdict) {
        return Objects.requireNonNull(verdict.measured());
    }

    /** A row for each person, a column for each prompt. */
    private static List<Said> square(String... rows) {
        List<Said> said = new ArrayList<>();
        for (int rater = 0; rater < rows.length; rater++) {
            for (int prompt = 0; prompt < rows[rater].length(); prompt++) {
                Verdict verdict = switch (rows[rater].charAt(prompt)) {
                    case '1' -> Verdict.LEFT;
                    case '0' -> Verdict.RIGHT;
                    default -> Verdict.TIE;
                };
                said.add(new Said("rater " + rater, "prompt " + prompt, verdict, true, true));
            }
        }
        return said;
    }
}
