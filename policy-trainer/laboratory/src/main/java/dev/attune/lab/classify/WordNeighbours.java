package dev.attune.lab.classify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import dev.attune.lab.task.Example;

/** Training texts by their likeness to a text: the cosine of weighted counts of words and pairs of words (tf-idf). */
final class WordNeighbours implements Neighbours {

    private final List<Example> examples;
    private final Map<String, Double> rarity = new HashMap<>();
    private final List<Map<String, Double>> vectors;

    WordNeighbours(List<Example> examples) {
        this.examples = examples;
        List<Map<String, Double>> counts =
                examples.stream().map(example -> counts(example.text())).toList();
        Map<String, Integer> documents = new HashMap<>();
        counts.forEach(one -> one.keySet().forEach(term -> documents.merge(term, 1, Integer::sum)));
        documents.forEach((term, count) -> rarity.put(term, 1 + Math.log((1.0 + examples.size()) / (1.0 + count))));
        this.vectors = counts.stream().map(this::weighted).toList();
    }

    @Override
    public List<Example> nearest(String text, int count) {
        Map<String, Double> wanted = weighted(counts(text));
        double[] likeness =
                vectors.stream().mapToDouble(one -> dot(wanted, one)).toArray();
        return IntStream.range(0, likeness.length)
                .boxed()
                .filter(i -> !examples.get(i).text().equals(text))
                .sorted(Comparator.comparingDouble((Integer i) -> likeness[i]).reversed())
                .limit(count)
                .map(examples::get)
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
