package dev.attune.judgement.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.attune.judgement.finding.Draws;

/**
 * How quickly a pool of raters votes, by length: what {@link Sign#speed} and {@link Sign#straightLining} count is counted here. The floor of a length is a third
 * of the time that the quickest twentieth took for as many words; lengths double from bin to bin, and a bin of fewer than {@value #FEWEST} votes has no floor.
 */
public final class Pace {

    private static final int FEWEST = 20;

    private final Map<Integer, Double> floors = new TreeMap<>();

    /**
     * A vote's time.
     *
     * @param words in both answers
     * @param seconds from showing to voting
     */
    public record Timed(int words, double seconds) {}

    /** Of all votes of a pool. */
    public Pace(List<Timed> pool) {
        Map<Integer, List<Double>> bins = new TreeMap<>();
        for (Timed vote : pool) {
            bins.computeIfAbsent(bin(vote), fresh -> new ArrayList<>()).add(vote.seconds());
        }
        bins.forEach((bin, seconds) -> {
            if (seconds.size() >= FEWEST) {
                double[] times =
                        seconds.stream().mapToDouble(Double::doubleValue).toArray();
                floors.put(bin, Draws.quantile(times, 0.05) / 3);
            }
        });
    }

    private static int bin(Timed vote) {
        return 32 - Integer.numberOfLeadingZeros(Math.max(0, vote.words()));
    }

    /** The sign of one rater's votes; those of lengths without a floor are left out. */
    public Sign sign(List<Timed> own) {
        List<Timed> known =
                own.stream().filter(vote -> floors.containsKey(bin(vote))).toList();
        long under = known.stream()
                .filter(vote -> vote.seconds() < floors.getOrDefault(bin(vote), 0.0))
                .count();
        return Sign.speed((int) under, known.size());
    }

    /** The sign of the longest run of one answer, in the order of voting. */
    public static Sign runs(List<?> answers) {
        int longest = 0;
        int run = 0;
        double share = 0;
        for (int i = 0; i < answers.size(); i++) {
            Object answer = answers.get(i);
            run = i > 0 && answer.equals(answers.get(i - 1)) ? run + 1 : 1;
            if (run > longest) {
                longest = run;
                share = answers.stream().filter(answer::equals).count() / (double) answers.size();
            }
        }
        return Sign.straightLining(answers.size(), longest, share);
    }
}
