package dev.attune.lm.classify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Texts by their likeness to a text: the cosine of weighted counts of words and pairs of words (tf-idf, counts as {@code 1 + log n},
 * rarity as {@code 1 + log((1 + N) / (1 + n))}).
 */
public final class WordLikeness {

    /** So many of the nearest texts give a shortlist its labels, for each label that it is to have. */
    public static final int TEXTS_PER_LABEL = 3;

    private final List<String> texts;
    private final Map<String, Double> rarity = new HashMap<>();
    private final List<Map<String, Double>> vectors;

    public WordLikeness(List<String> texts) {
        this.texts = List.copyOf(texts);
        List<Map<String, Double>> counts =
                this.texts.stream().map(WordLikeness::counts).toList();
        Map<String, Integer> documents = new HashMap<>();
        counts.forEach(one -> one.keySet().forEach(term -> documents.merge(term, 1, Integer::sum)));
        documents.forEach((term, count) -> rarity.put(term, 1 + Math.log((1.0 + texts.size()) / (1.0 + count))));
        this.vectors = counts.stream().map(this::weighted).toList();
    }

    /** The places of the {@code count} texts most like this one, the most alike first; never of one that is the same. */
    public List<Integer> nearest(String text, int count) {
        Map<String, Double> wanted = weighted(counts(text));
        double[] likeness =
                vectors.stream().mapToDouble(one -> dot(wanted, one)).toArray();
        return IntStream.range(0, likeness.length)
                .boxed()
                .filter(i -> !texts.get(i).equals(text))
                .sorted(Comparator.comparingDouble((Integer i) -> likeness[i]).reversed())
                .limit(count)
                .toList();
    }

    private static Map<String, Double> counts(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+");
        Map<String, Double> counts = new HashMap<>();
        Arrays.stream(words).filter(word -> !word.isEmpty()).forEach(word -> counts.merge(word, 1.0, Double::sum));
        for (int i = 1; i < words.length; i++) {
            counts.merge(words[i - 1] + " " + words[i], 1.0, Double::sum);
        }
        return counts;
    }

    private Map<String, Double> weighted(Map<String, Double> counts) {
        Map<String, Double> vector = new HashMap<>();
        counts.forEach((term, count) -> {
            double weight = rarity.getOrDefault(term, 0.0);
            if (weight > 0) {
                vector.put(term, (1 + Math.log(count)) * weight);
            }
        });
        double length =
                Math.sqrt(vector.values().stream().mapToDouble(x -> x * x).sum());
        vector.replaceAll((term, value) -> value / length);
        return vector;
    }

    private static double dot(Map<String, Double> one, Map<String, Double> other) {
        double sum = 0;
        for (Map.Entry<String, Double> term : one.entrySet()) {
            sum += term.getValue() * other.getOrDefault(term.getKey(), 0.0);
        }
        return sum;
    }
}
