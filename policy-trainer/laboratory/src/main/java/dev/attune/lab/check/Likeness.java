package dev.attune.lab.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How alike two texts are, by the runs of words that they share. */
final class Likeness {

    private static final int LONGEST_RUN = 4;

    private Likeness() {}

    /** ROUGE-1 (Lin 2004): F1 of the shared words. */
    static double rouge(String reference, String answer) {
        Map<List<String>, Integer> wanted = runs(words(reference), 1);
        Map<List<String>, Integer> given = runs(words(answer), 1);
        double shared = shared(wanted, given);
        return shared == 0 ? 0 : 2 * shared / (size(wanted) + size(given));
    }

    /**
     * BLEU (Papineni et al. 2002) of one sentence with runs of up to four words; above single words a run more is counted as
     * shared, so that short texts are not 0 (Lin and Och 2004).
     */
    static double bleu(String reference, String answer) {
        List<String> wanted = words(reference);
        List<String> given = words(answer);
        if (given.isEmpty()) {
            return 0;
        }
        double sum = 0;
        for (int length = 1; length <= LONGEST_RUN; length++) {
            Map<List<String>, Integer> runs = runs(given, length);
            int more = length == 1 ? 0 : 1;
            double precision = (shared(runs(wanted, length), runs) + more) / (size(runs) + more);
            sum += Math.log(precision) / LONGEST_RUN;
        }
        double brevity = given.size() >= wanted.size() ? 0 : 1 - (double) wanted.size() / given.size();
        return Math.exp(sum + brevity);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Map<List<String>, Integer> runs(List<String> words, int length) {
        Map<List<String>, Integer> runs = new HashMap<>();
        for (int from = 0; from + length <= words.size(); from++) {
            runs.merge(words.subList(from, from + length), 1, Integer::sum);
        }
        return runs;
    }

    private static double shared(Map<List<String>, Integer> one, Map<List<String>, Integer> other) {
        return one.entrySet().stream()
                .mapToInt(run -> Math.min(run.getValue(), other.getOrDefault(run.getKey(), 0)))
                .sum();
    }

    private static int size(Map<List<String>, Integer> runs) {
        return runs.values().stream().mapToInt(Integer::intValue).sum();
    }
}
