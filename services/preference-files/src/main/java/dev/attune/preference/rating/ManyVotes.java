package dev.attune.preference.rating;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.preference.message.Messages;

/**
 * Rows that hold what several people said of the same answers: our own rated form (prompt, answers, votes), and records of Argilla 2
 * (fields, responses) with a question for the better of two answers, or one that ranks them. Each vote becomes a row of TRL's columns.
 */
final class ManyVotes {

    private static final String PREFERENCE = "preference";

    private ManyVotes() {}

    static boolean has(ObjectNode row) {
        return isRated(row) || isArgilla(row);
    }

    static String form(ObjectNode row) {
        return isRated(row) ? "rated" : "argilla";
    }

    private static boolean isRated(ObjectNode row) {
        return row.path("votes").isArray() && row.path("answers").isArray();
    }

    private static boolean isArgilla(ObjectNode row) {
        return row.path("fields").isObject() && row.path("responses").isObject();
    }

    /**
     * A row for each vote.
     *
     * @throws IllegalArgumentException with a sentence about what is wrong
     */
    static List<ObjectNode> rows(ObjectNode row) {
        return isRated(row) ? rated(row) : argilla(row);
    }

    private static List<ObjectNode> rated(ObjectNode row) {
        List<ObjectNode> rows = new ArrayList<>();
        JsonNode answers = row.path("answers");
        if (row.path("task").asText().equals("rank")) {
            row.path("votes").forEach(vote -> rows.add(ranking(row, vote)));
            return rows;
        }
        if (answers.size() != 2) {
            throw new IllegalArgumentException("column answers must hold two answers but holds " + answers.size());
        }
        for (JsonNode vote : row.path("votes")) {
            int better = vote.path("better").asInt(0);
            ObjectNode one = JsonNodeFactory.instance.objectNode();
            one.set("prompt", row.path("prompt"));
            one.put("chosen", text(answers.path(better)));
            one.put("rejected", text(answers.path(1 - better)));
            one.set("outcome", vote.path("outcome"));
            copy(vote, one, "annotator");
            copy(vote, one, "comment");
            OneByOne.copy(vote, better, one);
            if (vote.path("strength").asInt() > 0) {
                copy(vote, one, "strength");
            }
            rows.add(one);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("column votes is empty, so nobody has compared the answers");
        }
        return rows;
    }

    /** A vote that ranks several answers; what is in no group is behind all that are. */
    private static ObjectNode ranking(ObjectNode row, JsonNode vote) {
        JsonNode groups = vote.path("ranking");
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.set("prompt", row.path("prompt"));
        ArrayNode texts = one.putArray("answers");
        ArrayNode ranks = one.putArray("ranks");
        for (int answer = 0; answer < row.path("answers").size(); answer++) {
            int rank = groups.size() + 1;
            for (int group = 0; group < groups.size(); group++) {
                for (JsonNode place : groups.get(group)) {
                    rank = place.asInt(-1) == answer ? group + 1 : rank;
                }
            }
            texts.add(text(row.path("answers").get(answer)));
            ranks.add(rank);
        }
        copy(vote, one, "annotator");
        copy(vote, one, "comment");
        return one;
    }

    private static String text(JsonNode answer) {
        JsonNode text = answer.isObject() ? answer.path("text") : answer;
        if (!text.isTextual()) {
            throw new IllegalArgumentException("column answers must hold texts but holds " + Messages.kind(text));
        }
        return text.textValue();
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        if (from.hasNonNull(field)) {
            to.set(field, from.path(field));
        }
    }

    /** The two fields that the votes name, in the order of their names, are the answers; a third is the prompt. */
    private static List<ObjectNode> argilla(ObjectNode row) {
        ObjectNode fields = (ObjectNode) row.path("fields");
        List<String> answers = answerFields(fields);
        JsonNode prompt = prompt(fields, answers);
        Map<String, ObjectNode> byPerson = new TreeMap<>();
        JsonNode responses = row.path("responses");
        String question = question(responses);
        each(responses.path(question), (person, value) -> byPerson.put(person, vote(value, answers, fields, prompt)));
        each(responses.path("strength"), (person, value) -> set(byPerson, person, "strength", value));
        each(responses.path("comment"), (person, value) -> set(byPerson, person, "comment", value));
        if (byPerson.isEmpty()) {
            throw new IllegalArgumentException("nobody has answered the question " + question);
        }
        return byPerson.entrySet().stream()
                .map(vote -> vote.getKey().startsWith("#")
                        ? vote.getValue()
                        : vote.getValue().put("annotator", vote.getKey()))
                .toList();
    }

    private static List<String> answerFields(ObjectNode fields) {
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        List<String> answers = names.stream()
                .filter(name -> name.matches("(response|answer|completion|generation)[-_ ]?[0-9ab]"))
                .sorted()
                .toList();
        List<String> found = answers.isEmpty() && names.containsAll(List.of("chosen", "rejected"))
                ? List.of("chosen", "rejected")
                : answers;
        if (found.size() != 2) {
            throw new IllegalArgumentException("the fields " + names
                    + " must have two answers, such as response1 and response2, but have " + found.size());
        }
        return found;
    }

    private static JsonNode prompt(ObjectNode fields, List<String> answers) {
        for (String name : List.of("prompt", "instruction", "chat", "question", "context")) {
            if (fields.hasNonNull(name)) {
                return fields.path(name);
            }
        }
        throw new IllegalArgumentException("the fields have no prompt, instruction or chat beside " + answers);
    }

    private static String question(JsonNode responses) {
        if (responses.has(PREFERENCE)) {
            return PREFERENCE;
        }
        List<String> names = new ArrayList<>();
        responses.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> name.contains("rank") || name.contains(PREFERENCE) || name.contains("better"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("none of the questions " + names
                        + " asks which answer is better; name it preference or ranking"));
    }

    private static void each(JsonNode responses, BiConsumer<String, JsonNode> vote) {
        Map<String, Integer> nameless = new HashMap<>();
        for (JsonNode response : responses) {
            String person = response.path("user_id").asText("");
            int number = nameless.merge("", 1, Integer::sum);
            vote.accept(person.isEmpty() || person.equals("null") ? "#" + number : person, response.path("value"));
        }
    }

    private static void set(Map<String, ObjectNode> votes, String person, String column, JsonNode value) {
        ObjectNode vote = votes.get(person);
        if (vote != null && !(column.equals("strength") && vote.has("outcome"))) {
            vote.set(column, value);
        }
    }

    private static ObjectNode vote(JsonNode value, List<String> answers, ObjectNode fields, JsonNode prompt) {
        JsonNode first = value.isArray() ? value.path(0) : value;
        String named = first.isObject() ? first.path("value").asText() : first.asText();
        boolean sameRank = value.isArray()
                && value.path(0).has("rank")
                && value.path(0).path("rank").equals(value.path(1).path("rank"));
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        int better = Math.max(0, answers.indexOf(named));
        row.set("prompt", prompt);
        row.set("chosen", fields.path(answers.get(better)));
        row.set("rejected", fields.path(answers.get(1 - better)));
        if (sameRank || named.equals("tie")) {
            row.put("outcome", "tie");
        } else if (named.equals("both_bad")) {
            row.put("outcome", named);
        } else if (!answers.contains(named)) {
            throw new IllegalArgumentException(
                    "a response says " + named + ", which is none of " + answers + ", tie and both_bad");
        }
        return row;
    }
}
