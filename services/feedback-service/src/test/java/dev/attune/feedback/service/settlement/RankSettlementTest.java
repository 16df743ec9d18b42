package dev.attune.feedback.service.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.form.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Rankings worked by hand: answers are a, b, c and d, which are 0, 1, 2 and 3. */
class RankSettlementTest {

    private static final UUID ID = new UUID(1, 2);
    private static final Prompt PROMPT = new Prompt(ID, ID, List.of(Message.user("hello")), "f", Split.TRAIN);

    private static Item item(String... answers) {
        Form form = new Form(Task.RANK, answers.length, null, List.of(), List.of(), true, true, List.of());
        List<Candidate> candidates = Stream.of(answers)
                .map(text -> new Candidate(text, text, "checkpoint", new Sampling(1, 1, 0, 8, 1), "stop"))
                .toList();
        return new Item(ID, ID, ID, candidates, form, 3, 3);
    }

    private static Judgement judgement(Verdict verdict, Details details) {
        return new Judgement(
                UUID.randomUUID(), ID, ID, ID, null, verdict, 0, true, 0, "program", Instant.EPOCH, null, details);
    }

    private static Judgement ranking(List<List<Integer>> groups) {
        return judgement(Verdict.RANKED, new Details(List.of(), groups, List.of(), null, null, null));
    }

    private static Map<String, PreferenceSettled> settle(Item item, Judgement... judgements) {
        return Settlement.settle(item, PROMPT, List.of(judgements)).stream()
                .collect(Collectors.toMap(
                        settled -> settled.itemId().substring(ID.toString().length() + 1), Function.identity()));
    }

    private static void says(
            Map<String, PreferenceSettled> settled,
            String pair,
            String chosen,
            String rejected,
            Outcome outcome,
            double probability) {
        assertThat(settled).containsKey(pair);
        PreferenceSettled one =
                settled.getOrDefault(pair, settled.values().iterator().next());
        assertThat(one.chosen().text() + " " + one.rejected().text()).isEqualTo(chosen + " " + rejected);
        assertThat(one.outcome()).as(pair).isEqualTo(outcome);
        assertThat(one.probability()).as(pair).isCloseTo(probability, within(1e-12));
        assertThat(one.margin()).as(pair).isEqualTo(outcome == Outcome.DECISIVE ? 1 : 0);
    }

    /** a before b and c, which are equal: two decided pairs and a tie, a third of an item each. */
    @Test
    void oneRankingWithATie() {
        Map<String, PreferenceSettled> settled =
                settle(item("a", "b", "c"), ranking(List.of(List.of(0), List.of(1, 2))));

        assertThat(settled).hasSize(3);
        says(settled, "0-1", "a", "b", Outcome.DECISIVE, 1);
        says(settled, "0-2", "a", "c", Outcome.DECISIVE, 1);
        says(settled, "1-2", "b", "c", Outcome.TIE, 0.5);
        assertThat(settled.values()).allSatisfy(pair -> {
            assertThat(pair.weight()).isEqualTo(1.0 / 3);
            assertThat(pair.ratings()).isEqualTo(1);
        });
    }

    /** a > b > c, a > c > b and c > a > b: a before b thrice, a before c twice, c before b twice. */
    @Test
    void theShareOfThoseWhoAgreeIsTheProbability() {
        Map<String, PreferenceSettled> settled = settle(
                item("a", "b", "c"),
                ranking(List.of(List.of(0), List.of(1), List.of(2))),
                ranking(List.of(List.of(0), List.of(2), List.of(1))),
                ranking(List.of(List.of(2), List.of(0), List.of(1))));

        says(settled, "0-1", "a", "b", Outcome.DECISIVE, 1);
        says(settled, "0-2", "a", "c", Outcome.DECISIVE, 2.0 / 3);
        says(settled, "1-2", "c", "b", Outcome.DECISIVE, 2.0 / 3);
        assertThat(settled.values())
                .allSatisfy(pair -> assertThat(pair.ratings()).isEqualTo(3));
    }

    /** a > b, b > a and a = b: no more than half agree. */
    @Test
    void withoutAMajorityAPairIsATie() {
        Map<String, PreferenceSettled> settled = settle(
                item("a", "b", "c"),
                ranking(List.of(List.of(0), List.of(1), List.of(2))),
                ranking(List.of(List.of(1), List.of(0), List.of(2))),
                ranking(List.of(List.of(0, 1), List.of(2))));

        says(settled, "0-1", "a", "b", Outcome.TIE, 0.5);
        says(settled, "0-2", "a", "c", Outcome.DECISIVE, 1);
        says(settled, "1-2", "b", "c", Outcome.DECISIVE, 1);
    }

    /** The best two of four, d before b: they are before a and c, of which nothing is said. */
    @Test
    void whatWasNotRankedIsBehindAllThatWas() {
        Map<String, PreferenceSettled> settled =
                settle(item("a", "b", "c", "d"), ranking(List.of(List.of(3), List.of(1))));

        assertThat(settled).containsOnlyKeys("0-1", "0-3", "1-2", "1-3", "2-3");
        says(settled, "1-3", "d", "b", Outcome.DECISIVE, 1);
        says(settled, "0-1", "b", "a", Outcome.DECISIVE, 1);
        says(settled, "1-2", "b", "c", Outcome.DECISIVE, 1);
        says(settled, "0-3", "d", "a", Outcome.DECISIVE, 1);
        says(settled, "2-3", "d", "c", Outcome.DECISIVE, 1);
        assertThat(settled.values())
                .allSatisfy(pair -> assertThat(pair.weight()).isEqualTo(0.2));
    }

    /** One ranks d alone, another a alone: of b and c neither says anything, of a and d they disagree. */
    @Test
    void ratersCountWhereTheySaySomething() {
        Map<String, PreferenceSettled> settled =
                settle(item("a", "b", "c", "d"), ranking(List.of(List.of(3))), ranking(List.of(List.of(0))));

        assertThat(settled).containsOnlyKeys("0-1", "0-2", "0-3", "1-3", "2-3");
        says(settled, "0-3", "a", "d", Outcome.TIE, 0.5);
        says(settled, "0-1", "a", "b", Outcome.DECISIVE, 1);
        assertThat(settled.values().stream()
                        .mapToInt(PreferenceSettled::ratings)
                        .sum())
                .isEqualTo(1 + 1 + 2 + 1 + 1);
    }

    @Test
    void anItemWeighsAsMuchAsAPairHoweverManyAnswersItHas() {
        Map<String, PreferenceSettled> settled = settle(
                item("a", "b", "c", "d", "e", "f", "g", "h"),
                ranking(List.of(List.of(7), List.of(0, 1, 2), List.of(3), List.of(4, 5, 6))));

        assertThat(settled).hasSize(28);
        assertThat(settled.values().stream()
                        .mapToDouble(PreferenceSettled::weight)
                        .sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void whatWasSettledIsTakenBackTogether() {
        Item item = item("a", "b", "c");
        List<Judgement> judgements = List.of(ranking(List.of(List.of(2), List.of(0), List.of(1))));

        assertThat(Settlement.retract(item, PROMPT, judgements, "gone"))
                .extracting("itemId")
                .containsExactly(ID + "/0-1", ID + "/0-2", ID + "/1-2");
    }

    /** The corrected answer is before all, the one that was ranked first included, and shares the weight of one. */
    @Test
    void aCorrectedAnswerIsBetterThanEach() {
        Judgement corrected = judgement(
                Verdict.RANKED,
                new Details(
                        List.of(),
                        List.of(List.of(0), List.of(1), List.of(2)),
                        List.of(),
                        new Details.Correction(1, "b, better"),
                        null,
                        null));

        List<PreferenceSettled> settled = Settlement.corrected(item("a", "b", "c"), PROMPT, corrected, "rater-1");

        assertThat(settled).hasSize(3).allSatisfy(one -> {
            assertThat(one.chosen().text()).isEqualTo("b, better");
            assertThat(one.chosen().checkpointId()).isEqualTo(Candidate.PERSON);
            assertThat(one.chosen().edit()).isEqualTo(new Candidate.Edit("rater-1", "b"));
            assertThat(one.outcome()).isEqualTo(Outcome.DECISIVE);
            assertThat(one.weight()).isEqualTo(1.0 / 3);
        });
        assertThat(settled).extracting(one -> one.rejected().text()).containsExactly("a", "b", "c");
        assertThat(settled)
                .extracting(PreferenceSettled::itemId)
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).startsWith(ID + "/edit/" + corrected.id() + "/"));
    }
}
