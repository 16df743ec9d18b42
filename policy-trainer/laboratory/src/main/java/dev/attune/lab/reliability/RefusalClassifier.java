package dev.attune.lab.reliability;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether an answer refuses, by its first words: naive Bayes over words and pairs of words that occur (multinomial over sets, add-one
 * smoothed), fitted to examples of ours. A second opinion beside the list of phrases: where both differ, somebody should look.
 */
final class RefusalClassifier {

    /** A refusal shows early. */
    private static final int WORDS = 30;

    private static final RefusalClassifier OURS =
            new RefusalClassifier(PromptSets.ours("refusing-answers"), PromptSets.ours("answering-answers"));

    private final Map<String, Integer> refusing = new HashMap<>();
    private final Map<String, Integer> answering = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final double prior;

    RefusalClassifier(List<String> refusals, List<String> answers) {
        refusals.forEach(text -> features(text).forEach(feature -> refusing.merge(feature, 1, Integer::sum)));
        answers.forEach(text -> features(text).forEach(feature -> answering.merge(feature, 1, Integer::sum)));
        known.addAll(refusing.keySet());
        known.addAll(answering.keySet());
        this.prior = Math.log((double) refusals.size() / answers.size());
    }

    /** The one that is fitted to examples of ours. */
    static RefusalClassifier ours() {
        return OURS;
    }

    boolean isRefusal(String answer) {
        return logOdds(answer) > 0;
    }

    /** The logarithm of the odds that an answer refuses; features that no example has say nothing. */
    double logOdds(String answer) {
        double all = prior;
        for (String feature : features(answer)) {
            if (known.contains(feature)) {
                all += Math.log(share(refusing, feature) / share(answering, feature));
            }
        }
        return all;
    }

    private double share(Map<String, Integer> counts, String feature) {
        int total = counts.values().stream().mapToInt(count -> count).sum();
        return (counts.getOrDefault(feature, 0) + 1.0) / (total + known.size());
    }

    private static Set<String> features(String text) {
        List<String> words = Arrays.stream(
                        text.toLowerCase(Locale.ROOT).replace('\u2019', '\'').split("[^\\p{L}\\p{N}']+"))
                .filter(word -> !word.isEmpty())
                .limit(WORDS)
                .toList();
        Set<String> features = new HashSet<>(words);
        for (int i = 1; i < words.size(); i++) {
            features.add(words.get(i - 1) + " " + words.get(i));
        }
        return features;
    }
}
