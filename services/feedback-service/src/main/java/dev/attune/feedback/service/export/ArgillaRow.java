package dev.attune.feedback.service.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.attune.contracts.event.Candidate;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.export.RatedItem;
import dev.attune.feedback.export.RatedItem.Vote;

/**
 * A record of Argilla 2, as its {@code records.to_json} writes it: a chat and two answers, and for each question a list of
 * responses. The questions are preference (response1, response2, tie or both_bad), strength and comment.
 */
final class ArgillaRow {

    private ArgillaRow() {}

    static Map<String, Object> of(RatedItem rated) {
        Item item = rated.item();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", rated.prompt().messages());
        fields.put("response1", item.first().text());
        fields.put("response2", item.second().text());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", item.id());
        row.put("status", item.settled() ? "completed" : "pending");
        row.put("fields", fields);
        row.put("metadata", metadata(rated));
        row.put("suggestions", Map.of());
        row.put("responses", responses(rated.votes()));
        row.put("vectors", Map.of());
        return row;
    }

    private static Map<String, Object> metadata(RatedItem rated) {
        Candidate first = rated.item().first();
        Candidate second = rated.item().second();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("prompt_id", rated.prompt().id());
        metadata.put("split", rated.prompt().split());
        metadata.put("response1_checkpoint", first.checkpointId());
        metadata.put("response2_checkpoint", second.checkpointId());
        return metadata;
    }

    private static Map<String, Object> responses(List<Vote> votes) {
        List<Map<String, Object>> preference = new ArrayList<>();
        List<Map<String, Object>> strength = new ArrayList<>();
        List<Map<String, Object>> comment = new ArrayList<>();
        for (Vote vote : votes) {
            Judgement judgement = vote.judgement();
            preference.add(response(value(judgement), vote));
            if (judgement.strength() > 0) {
                strength.add(response(judgement.strength(), vote));
            }
            String words = judgement.comment();
            if (words != null) {
                comment.add(response(words, vote));
            }
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("preference", preference);
        responses.put("strength", strength);
        responses.put("comment", comment);
        return responses;
    }

    private static String value(Judgement judgement) {
        return switch (judgement.verdict()) {
            case TIE -> "tie";
            case BOTH_BAD -> "both_bad";
            default -> judgement.prefersFirst() ? "response1" : "response2";
        };
    }

    /** Argilla names people by UUIDs; this one follows from the pseudonym. */
    private static Map<String, Object> response(Object value, Vote vote) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("value", value);
        response.put("user_id", UUID.nameUUIDFromBytes(vote.annotator().getBytes(StandardCharsets.UTF_8)));
        return response;
    }
}
