package dev.attune.judgement.signal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.attune.judgement.finding.Draws;

/**
 * How quickly a pool of raters votes, by length: what {@link Sign#speed} and {@link Sign#straightLining} count is counted here. A rater's quick time for a length is
 * that of the own quickest twentieth; the floor is a third of the median of those, so that even if nearly half of the raters only click, the floor is that of those who
 * read. Lengths double from bin to bin, and a bin of fewer than {@value #FEWEST} votes has no floor.
 */
public final class Pace {

    private static final int FEWEST = 20;
    private static final int FEWEST_OF_ONE = 5;

    private final Map<Integer, Double> floors = new TreeMap<>();

    /**
     * A vote's time.
     *
     * @param words in both answers
     * @param seconds from showing to voting
     */
    public record Timed(int words, double seconds) {}

    /** Of the votes of each rater of a pool. */
    public Pace(Collection<List<Timed>> raters) {
        Map<Integer, List<Double>> quick = new TreeMap<>();
        Map<Integer, Integer> votes = new TreeMap<>();
        for (List<Timed> rater : raters) {
            Map<Integer, List<Double>> bins = new TreeMap<>();
            for (Timed vote : rater) {
                bins.computeIfAbsent(bin(vote), fresh -> new ArrayList<>()).add(vote.seconds());
            }
            bins.forEach((bin, seconds) -> {
                votes.merge(bin, seconds.size(), Integer::sum);
                if (seconds.size() >= FEWEST_OF_ONE) {
                    quick.computeIfAbsent(bin, fresh -> new ArrayList<>()).add(quantile(seconds, 0.05));
                }
            });
        }
        quick.forEach((bin, times) -> {
            if (votes.getOrDefault(bin, 0) >= FEWEST) {
                floors.put(bin, quantile(times, 0.5) / 3);
            }
        });
    }

    private static double quantile(List<Double> values, double share) {
        return Draws.quantile(values.stream().mapToDouble(Double::doubleValue).toArray(), share);
    }

    private static int bin(Timed vote) {
        return 32 - Integer.numberOfLeadingZeros(Math.max(0, vote.words()));
    }

    /** The sign of one rater's votes; those of lengths without a floor are left out. */
    public Sign sign(List<Timed> own) {
        return Sign.speed(under(own), (int) own.stream().filter(this::known).count());
    }

    /** How many of these votes were faster than the floor of their length. */
    public int under(List<Timed> own) {
        return (int) own.stream()
                .filter(this::known)
                .filter(vote -> vote.seconds() < floors.getOrDefault(bin(vote), 0.0))
                .count();
    }

    private boolean known(Timed vote) {
        return floors.containsKey(bin(vote));
    }

    /** The longest run of one answer, in the order of voting. */
    public static int longest(List<?> answers) {
        return run(answers).length();
    }

    /** The sign of the longest run of one answer, in the order of voting. */
    public static Sign runs(List<?> answers) {
        Run longest = run(answers);
        return Sign.straightLining(answers.size(), longest.length(), longest.share());
    }

    /** A run, with its answer's share of all. */
    private record Run(int length, double share) {}

    private static Run run(List<?> answers) {
        int longest = 0;
        int end = 0;
        int run = 0;
        for (int i = 0; i < answers.size(); i++) {
            run = i > 0 && answers.get(i).equals(answers.get(i - 1)) ? run + 1 : 1;
            if (run > longest) {
                longest = run;
                end = i;
            }
        }
        if (longest == 0) {
            return new Run(0, 0);
        }
        Object answer = answers.get(end);
        return new Run(longest, answers.stream().filter(answer::equals).count() / (double) answers.size());
    }
}
