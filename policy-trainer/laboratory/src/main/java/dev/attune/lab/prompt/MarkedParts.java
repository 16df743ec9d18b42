package dev.attune.lab.prompt;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** Parts of answers that raters have marked with a reason, as sentences. */
final class MarkedParts {

    private static final int LONGEST_PART = 120;

    private MarkedParts() {}

    /** Those of a rating, whose answers are left and right, or of a ranking, which has a list of them. */
    static List<String> of(JsonNode rating) {
        List<String> sentences = new ArrayList<>();
        boolean ranking = rating.path("answers").path(0).has("text");
        JsonNode remarks = ranking ? rating.path("remarks") : rating.path("answers");
        for (int i = 0; i < remarks.size(); i++) {
            JsonNode answer = ranking ? rating.path("answers").path(i) : rating.path(i == 0 ? "left" : "right");
            for (JsonNode marked : remarks.path(i).path("highlights")) {
                sentences.add(sentence(answer.path("text").asText(), marked));
            }
        }
        return sentences;
    }

    private static String sentence(String answer, JsonNode marked) {
        String comment = marked.path("comment").asText("").strip();
        String said = marked.path("reason").asText() + (comment.isEmpty() ? "" : ", " + comment);
        return "\""
                + part(answer, marked.path("start").asInt(), marked.path("end").asInt()) + "\": " + said
                + (said.endsWith(".") ? "" : ".");
    }

    /** In code points, as they are counted on the bus; whatever does not lie in the answer is left out. */
    private static String part(String answer, int start, int end) {
        int length = answer.codePointCount(0, answer.length());
        int from = Math.clamp(start, 0, length);
        int until = Math.clamp(end, from, Math.min(length, from + LONGEST_PART));
        return answer.substring(answer.offsetByCodePoints(0, from), answer.offsetByCodePoints(0, until));
    }
}
