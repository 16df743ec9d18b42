package dev.attune.feedback.service.export;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.attune.feedback.export.ExportForm;

/** The columns of each form, with what they hold. */
final class FormColumns {

    private static final String MESSAGES = "list of {role, content}";
    private static final String TEXT = "text";

    private FormColumns() {}

    static Map<String, String> of(ExportForm form) {
        return switch (form) {
            case PREFERENCE -> columns("prompt", MESSAGES, "chosen", MESSAGES, "rejected", MESSAGES);
            case IMPLICIT -> columns("chosen", MESSAGES, "rejected", MESSAGES);
            case UNPAIRED -> columns("prompt", MESSAGES, "completion", MESSAGES, "label", "true for a good answer");
            case PROMPT_COMPLETION -> columns("prompt", MESSAGES, "completion", MESSAGES);
            case PROMPT_ONLY -> columns("prompt", MESSAGES);
            case RANKED ->
                columns("prompt", MESSAGES, "answers", "list of text", "ranks", "list of integer, 1 is best");
            case HH -> columns("chosen", "transcript", "rejected", "transcript");
            case CSV -> pairs("text, or JSON of messages");
            case PARQUET -> pairs(MESSAGES);
            case ARGILLA ->
                columns(
                        "id", TEXT,
                        "status", "completed or pending",
                        "fields", "{prompt, response1, response2}",
                        "metadata", "{prompt_id, split, response1_checkpoint, response2_checkpoint}",
                        "suggestions", "{}",
                        "responses", "{preference, strength, comment}: lists of {value, user_id}",
                        "vectors", "{}");
            case RATED -> rated();
        };
    }

    private static Map<String, String> pairs(String conversation) {
        return columns(
                "prompt", conversation,
                "chosen", conversation,
                "rejected", conversation,
                "outcome", "decisive, tie or both_bad",
                "strength", "integer, 1 slightly to 3 much better, 0 when undecided",
                "mean_strength", "number, mean strength of those who prefer chosen",
                "probability", "number, share of the ratings that prefer chosen",
                "ratings", "integer",
                "split", "TRAIN or HELD_OUT",
                "item", TEXT);
    }

    private static Map<String, String> rated() {
        return columns(
                "item", TEXT,
                "promptId", TEXT,
                "split", "TRAIN or HELD_OUT",
                "task", "compare, rank or demonstrate",
                "prompt", MESSAGES,
                "answers", "list of {candidateId, text, checkpointId, sampling, finishReason}",
                "outcome", "of a pair: decisive, tie or both_bad",
                "better", "place of the better answer of a pair, from 0; absent when undecided",
                "probability", "number",
                "margin", "number",
                "weight", "number",
                "settled", "whether all ratings are there",
                "votes",
                        "list of {rating, annotator, outcome, better, strength, comment, left, ranking, remarks, correction,"
                                + " demonstration, dwellMillis, source, ratedAt}");
    }

    private static Map<String, String> columns(String... namesAndKinds) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndKinds.length; i += 2) {
            columns.put(namesAndKinds[i], namesAndKinds[i + 1]);
        }
        return columns;
    }
}
