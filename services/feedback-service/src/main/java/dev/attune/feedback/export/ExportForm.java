package dev.attune.feedback.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;

/** What an exported file looks like. */
public enum ExportForm {
    /** TRL: prompt, chosen and rejected as messages. */
    PREFERENCE("jsonl"),
    /** TRL: chosen and rejected are whole conversations. */
    IMPLICIT("jsonl"),
    /** TRL: an answer and whether it is a good one. */
    UNPAIRED("jsonl"),
    /** TRL: an answer to imitate. */
    PROMPT_COMPLETION("jsonl"),
    /** TRL: prompts without answers. */
    PROMPT_ONLY("jsonl"),
    /** Answers with their ranks. */
    RANKED("jsonl"),
    /** Anthropic's transcripts. */
    HH("jsonl"),
    CSV("csv"),
    PARQUET("parquet"),
    /** Records of Argilla 2. */
    ARGILLA("json"),
    /** Everything that is known: each rating with its provenance. */
    RATED("jsonl");

    private final String extension;

    ExportForm(String extension) {
        this.extension = extension;
    }

    /** Lower case with hyphens, as addresses say it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How files of the form end, without a dot. */
    public String extension() {
        return extension;
    }

    /** The file's media type. */
    public String mediaType() {
        return switch (extension) {
            case "csv" -> "text/csv;charset=UTF-8";
            case "json" -> "application/json";
            case "parquet" -> "application/vnd.apache.parquet";
            default -> "application/jsonl";
        };
    }

    /**
     * The form of a name.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when there is no such form
     */
    public static ExportForm of(String text) {
        return Arrays.stream(values())
                .filter(form -> form.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_REQUEST.because("There is no form " + text + "; use "
                        + Arrays.stream(values()).map(ExportForm::text).collect(Collectors.joining(", ")) + "."));
    }
}
