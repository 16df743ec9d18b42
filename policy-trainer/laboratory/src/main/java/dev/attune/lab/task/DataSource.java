package dev.attune.lab.task;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of examples, and where in them text and label are.
 *
 * @param text the column with the text, or empty for the first that is usually one; other columns are variables, too
 * @param label the column with the label, or empty as for {@code text}
 * @param detokenised whether texts lose the spaces that tokenisers put before punctuation
 * @param lastNumber whether the label is only what follows {@code ####}, without thousands separators, as in GSM8K
 */
public record DataSource(
        List<Path> files,
        DataForm form,
        String text,
        String label,
        Charset charset,
        boolean detokenised,
        boolean lastNumber) {

    /** Columns that are usually the text, in the order in which they are looked for. */
    static final List<String> TEXTS =
            List.of("text", "sentence", "question", "query", "prompt", "instruction", "content", "input");

    /** Columns that are usually the label. */
    static final List<String> LABELS =
            List.of("label", "category", "class", "intent", "sentiment", "answer", "completion", "response", "output");

    public DataSource {
        files = List.copyOf(files);
    }

    /** A file of which nothing is known but its name. */
    public static DataSource of(Path file) {
        return new DataSource(List.of(file), DataForm.of(file), "", "", StandardCharsets.UTF_8, false, false);
    }

    /** The same columns of other files. */
    public DataSource of(List<Path> others) {
        return new DataSource(others, form, text, label, charset, detokenised, lastNumber);
    }
}
