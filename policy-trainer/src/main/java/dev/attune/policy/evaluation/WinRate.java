package dev.attune.policy.evaluation;

import java.util.List;
import java.util.Map;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.statistics.Interval;

/**
 * What a blind comparison found.
 *
 * @param winRate share of the prompts that the checkpoint won, a tie counting half, with Wilson's 95 % interval
 * @param metrics {@code wins}, {@code losses}, {@code ties} (counts), {@code winRateShownFirst} and {@code winRateShownSecond}
 *     (by place on the judge's screen: their distance is the judge's bias for a place), {@code longerWins} (share of the verdicts
 *     that went to the longer answer, a tie counting half: above 0.5 the judge gains by length), {@code meanCharacters} and
 *     {@code opponentMeanCharacters}
 */
public record WinRate(String judge, Interval winRate, Map<String, Double> metrics, List<Pair> pairs) {

    public WinRate {
        metrics = Map.copyOf(metrics);
        pairs = List.copyOf(pairs);
    }

    /** Who won a pair, from the checkpoint's side. */
    public enum Result {
        WIN,
        LOSS,
        TIE;

        /** 1, 0, or 0.5 for a tie. */
        public double points() {
            return switch (this) {
                case WIN -> 1;
                case LOSS -> 0;
                case TIE -> 0.5;
            };
        }
    }

    /**
     * One prompt of the comparison.
     *
     * @param shownFirst whether the checkpoint's answer stood first on the judge's screen
     */
    public record Pair(List<Message> prompt, String answer, String opponentAnswer, boolean shownFirst, Result result) {
        public Pair {
            prompt = List.copyOf(prompt);
        }
    }
}
