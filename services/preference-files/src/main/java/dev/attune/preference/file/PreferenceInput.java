package dev.attune.preference.file;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.attune.preference.pair.LabelledAnswer;
import dev.attune.preference.pair.PreferencePair;

/** Files of preferences, with what was left out told to the person. */
public final class PreferenceInput {

    private static final int LISTED = 20;

    private PreferenceInput() {}

    /** All decided pairs of the files in their order; bad lines and unused columns are listed on {@code err}. */
    public static List<PreferencePair> read(List<Path> files, PrintWriter err) {
        List<PreferencePair> pairs = new ArrayList<>();
        for (Path path : files) {
            PreferenceFile file = PreferenceFiles.read(path);
            report(path, file, err);
            unused(path, file, err);
            pairs.addAll(file.pairs());
        }
        return pairs;
    }

    /** As {@link #read}, with the comparisons of any other outcome behind each file's decided ones. */
    public static List<PreferencePair> readUndecided(List<Path> files, PrintWriter err) {
        List<PreferencePair> pairs = new ArrayList<>();
        for (Path path : files) {
            PreferenceFile file = PreferenceFiles.readUndecided(path);
            report(path, file, err);
            unused(path, file, err);
            pairs.addAll(file.pairs());
            pairs.addAll(file.ties());
            pairs.addAll(file.bothBad());
        }
        return pairs;
    }

    /** Pairs and answers with labels, as {@link #readAnswers} finds them. */
    public record Judged(List<PreferencePair> pairs, List<LabelledAnswer> answers) {}

    /** As {@link #read}, with the answers that are judged by themselves. */
    public static Judged readAnswers(List<Path> files, PrintWriter err) {
        List<PreferencePair> pairs = new ArrayList<>();
        List<LabelledAnswer> answers = new ArrayList<>();
        for (Path path : files) {
            PreferenceFile file = PreferenceFiles.readAnswers(path);
            report(path, file, err);
            pairs.addAll(file.pairs());
            answers.addAll(file.answers());
        }
        return new Judged(pairs, answers);
    }

    private static void report(Path path, PreferenceFile file, PrintWriter err) {
        for (BadLine line : file.badLines().stream().limit(LISTED).toList()) {
            err.println(path + " line " + line.line() + " is left out: " + line.sentence() + ".");
        }
        if (file.badLines().size() > LISTED) {
            err.println(path + ": " + (file.badLines().size() - LISTED) + " more lines are left out.");
        }
        if (!file.unusedColumns().isEmpty()) {
            err.println(path + ": without effect, since the form " + file.form()
                    + " does not know them, are the columns " + UnusedColumns.listed(file.unusedColumns()) + ".");
        }
        if (file.undecided() > 0) {
            err.println(path + ": of " + file.undecided() + " undecided comparisons "
                    + file.ties().size() + " are ties and " + file.bothBad().size() + " of two bad answers.");
        }
    }

    private static void unused(Path path, PreferenceFile file, PrintWriter err) {
        if (!file.answers().isEmpty()) {
            err.println(path + ": " + file.answers().size()
                    + " answers with labels are left out: only KTO learns from them.");
        }
    }
}
