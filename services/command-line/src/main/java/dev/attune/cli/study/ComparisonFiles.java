package dev.attune.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.attune.contracts.error.Require;
import dev.attune.judgement.choice.Difference;
import dev.attune.judgement.study.Comparison;
import dev.attune.preference.file.PreferenceInput;
import dev.attune.preference.pair.PreferencePair;

/**
 * Reads comparisons. Of people who compared the same answers again and again: lines {@code winner,loser} with any ids, or UKPConvArg's tables, whose
 * first column joins two ids by {@code _} and whose second says {@code a1} or {@code a2}. Of pairs that nobody saw twice: files of preferences, whose
 * texts become hashed words.
 */
final class ComparisonFiles {

    private static final double ANSWERS_DIFFER = 1.5;
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern TAB = Pattern.compile("\t");

    private final Map<String, Integer> answers = new HashMap<>();
    private final Map<Long, List<Boolean>> labels = new LinkedHashMap<>();

    private ComparisonFiles() {}

    /** Comparisons of answers by id, from one file or all of a folder in the order of their names. */
    static ComparisonSet ids(Path path) throws IOException {
        ComparisonFiles files = new ComparisonFiles();
        for (Path file : filesOf(path)) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    files.add(line, file.getFileName() + " line " + number);
                }
            }
        }
        Require.that(!files.labels.isEmpty(), path + " has no comparison");
        List<Comparison> comparisons = new ArrayList<>();
        files.labels.forEach((pair, firstWon) -> {
            int first = (int) (pair >> Integer.SIZE);
            int second = pair.intValue();
            comparisons.add(
                    new Comparison(first, second, Difference.between(first, second), comparisons.size(), firstWon));
        });
        return new ComparisonSet(nameOf(path), comparisons, files.answers.size(), ANSWERS_DIFFER);
    }

    /** Pairs of texts; the pairs of one prompt stay together. */
    static ComparisonSet texts(Path path, PrintWriter err) {
        List<PreferencePair> pairs = PreferenceInput.read(List.of(path), err);
        Map<Object, Integer> prompts = new HashMap<>();
        List<Comparison> comparisons = new ArrayList<>();
        for (PreferencePair pair : pairs) {
            int prompt = prompts.computeIfAbsent(pair.prompt(), each -> prompts.size());
            int number = 2 * comparisons.size();
            // Which of the two comes first must not tell which one won.
            boolean chosenFirst = new SplittableRandom(Objects.hash(pair.chosen(), pair.rejected())).nextBoolean();
            Difference difference = chosenFirst
                    ? HashedWords.difference(pair.chosen(), pair.rejected())
                    : HashedWords.difference(pair.rejected(), pair.chosen());
            comparisons.add(new Comparison(number, number + 1, difference, prompt, List.of(chosenFirst)));
        }
        return new ComparisonSet(nameOf(path), comparisons, HashedWords.FEATURES, HashedWords.DEVIATION);
    }

    private void add(String line, String place) {
        if (line.indexOf('\t') >= 0) {
            String[] columns = TAB.split(line, -1);
            String[] ids = columns[0].split("_", 2);
            Require.that(
                    ids.length == 2 && columns.length > 1 && (columns[1].equals("a1") || columns[1].equals("a2")),
                    place + " is no row of two ids and a1 or a2");
            add(ids[0], ids[1], columns[1].equals("a1"));
        } else {
            String[] ids = COMMA.split(line, -1);
            Require.that(ids.length == 2 && !ids[0].equals(ids[1]), place + " does not name a winner and a loser");
            add(ids[0], ids[1], true);
        }
    }

    private void add(String one, String other, boolean oneWon) {
        int first = answers.computeIfAbsent(one, id -> answers.size());
        int second = answers.computeIfAbsent(other, id -> answers.size());
        boolean inOrder = first < second;
        long pair = ((long) Math.min(first, second) << Integer.SIZE) | Math.max(first, second);
        labels.computeIfAbsent(pair, each -> new ArrayList<>()).add(inOrder == oneWon);
    }

    private static List<Path> filesOf(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    /** The folder's name; of a file the name of the folder that it lies in. */
    private static String nameOf(Path path) {
        Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        Path name = folder == null ? null : folder.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
