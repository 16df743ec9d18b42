package dev.attune.cli.study;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.attune.judgement.choice.Difference;

/** A text as the words in it, hashed, and its length: little, but enough for a learner to be uncertain about. */
final class HashedWords {

    static final int FEATURES = 4096;

    /** Of a word's weight before anything is learnt. */
    static final double DEVIATION = 0.3;

    private static final Pattern WORD = Pattern.compile("[^\\p{L}\\p{N}']+");

    private HashedWords() {}

    /** What the first text has more of than the second; counts as logarithms. */
    static Difference difference(String first, String second) {
        Map<Integer, Double> sums = new TreeMap<>();
        add(first, 1, sums);
        add(second, -1, sums);
        sums.values().removeIf(value -> value == 0);
        int[] places = sums.keySet().stream().mapToInt(Integer::intValue).toArray();
        double[] values =
                sums.values().stream().mapToDouble(Double::doubleValue).toArray();
        return new Difference(places, values);
    }

    private static void add(String text, int sign, Map<Integer, Double> sums) {
        String[] words = WORD.split(text.toLowerCase(Locale.ROOT), -1);
        Map<Integer, Integer> counts = new TreeMap<>();
        for (String word : words) {
            counts.merge(1 + Math.floorMod(word.hashCode(), FEATURES - 1), 1, Integer::sum);
        }
        counts.forEach((place, count) -> sums.merge(place, sign * Math.log1p(count), Double::sum));
        sums.merge(0, sign * Math.log1p(words.length), Double::sum);
    }
}
