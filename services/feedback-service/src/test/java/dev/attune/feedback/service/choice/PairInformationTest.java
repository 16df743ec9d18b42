package dev.attune.feedback.service.choice;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.SpreadEvent.HeadScores;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.service.choice.PairInformation.Crowd;
import dev.attune.feedback.service.choice.PairInformation.Voter;
import dev.attune.feedback.store.choice.VoteStore.Pair;
import dev.attune.feedback.store.choice.VoteStore.Said;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** How much one more rating is expected to tell, against figures that were computed elsewhere. */
class PairInformationTest {

    private static final UUID PROMPT = UUID.randomUUID();
    private static final UUID RATER = UUID.randomUUID();
    private final Pair pair = pair("a", "b");

    private static Pair pair(String first, String second) {
        return new Pair(PROMPT, UUID.randomUUID(), first, second, 0, true);
    }

    private static double of(Pair asked, List<Pair> items, List<Said> said, List<HeadScores> heads, Crowd crowd) {
        return PairInformation.places(items, said, heads, crowd).stream()
                .filter(one -> one.item().equals(asked.item()))
                .mapToDouble(one -> -one.place())
                .findFirst()
                .orElseThrow();
    }

    private double after(Crowd crowd, Verdict... verdicts) {
        List<Said> said = IntStream.range(0, verdicts.length)
                .mapToObj(vote -> new Said(pair.item(), RATER, verdicts[vote], true))
                .toList();
        return of(pair, List.of(pair), said, List.of(), crowd);
    }

    /** Each worth N(0, 1/2): the lead has variance 1, for which the reference has .093709 nats. */
    @Test
    void aFreshPairTellsWhatTheReferenceSays() {
        assertThat(after(new Crowd(Map.of(), Math.sqrt(0.5)))).isCloseTo(0.093709, within(1e-5));
    }

    /** Two heads at 1 +- d: the lead is 1, and its variance what the heads and their own doubt make it, 1 here. */
    @Test
    void headsGiveTheLeadAndItsVariance() {
        double half = Math.sqrt((1 - 2 * 0.0625) / 2);
        List<HeadScores> heads =
                List.of(new HeadScores("a", List.of(1 + half, 1 - half)), new HeadScores("b", List.of(0.0, 0.0)));

        assertThat(of(pair, List.of(pair), List.of(), heads, Crowd.UNKNOWN)).isCloseTo(0.081427, within(1e-5));
    }

    @Test
    void informationVanishesWithVotesFasterWhereTheyAgree() {
        double fresh = after(Crowd.UNKNOWN);
        double torn = after(Crowd.UNKNOWN, Verdict.LEFT, Verdict.RIGHT);
        double agreed = after(Crowd.UNKNOWN, Verdict.LEFT, Verdict.LEFT);

        assertThat(fresh).isGreaterThan(torn);
        assertThat(torn).isGreaterThan(agreed);
    }

    @Test
    void aVoteOfWhoTossesCoinsTellsNothing() {
        Crowd crowd = new Crowd(Map.of(RATER, new Voter(0, 0)), 1);

        assertThat(after(crowd, Verdict.LEFT, Verdict.LEFT)).isCloseTo(after(crowd), within(1e-12));
    }

    @Test
    void aVoteOnOnePairTellsOfTheOthersOfItsPrompt() {
        Pair other = pair("b", "c");
        Pair apart = pair("c", "d");
        List<Pair> items = List.of(pair, other, apart);
        List<Said> said = List.of(new Said(pair.item(), RATER, Verdict.LEFT, true));

        double touched = of(other, items, said, List.of(), Crowd.UNKNOWN);
        assertThat(touched).isLessThan(of(apart, items, said, List.of(), Crowd.UNKNOWN));
    }

    @Test
    void whatIsNoPairIsValuedByHowOftenItWasRated() {
        Pair ranking = new Pair(PROMPT, UUID.randomUUID(), null, null, 3, true);

        assertThat(of(ranking, List.of(ranking), List.of(), List.of(), Crowd.UNKNOWN))
                .isEqualTo(after(Crowd.UNKNOWN) / 4);
    }
}
