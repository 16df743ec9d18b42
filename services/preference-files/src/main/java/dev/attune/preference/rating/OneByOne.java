package dev.attune.preference.rating;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.contracts.json.Json;
import dev.attune.preference.message.Messages;

/**
 * What a row says of each answer by itself: {@code remarks}, an object of scores, flags and highlights for {@code chosen} and one for
 * {@code rejected}, and {@code correction}, which says how one of the two should be ({@code answer} 0 or 1, {@code text}).
 */
record OneByOne(List<Remarks> remarks, Compared.@Nullable Correction correction) {

    static final String REMARKS = "remarks";
    static final String CORRECTION = "correction";
    private static final Set<String> OF_CORRECTION = Set.of("answer", "text");

    OneByOne {
        remarks = List.copyOf(remarks);
    }

    /** @throws IllegalArgumentException with a sentence about what is wrong */
    static OneByOne of(ObjectNode row) {
        return new OneByOne(remarks(row.path(REMARKS)), correction(row.path(CORRECTION)));
    }

    /** What a vote says of the answers, with the better one first. */
    static void copy(JsonNode vote, int better, ObjectNode row) {
        JsonNode remarks = vote.path(REMARKS);
        if (remarks.size() == 2) {
            row.putArray(REMARKS).add(remarks.get(better)).add(remarks.get(1 - better));
        } else if (!remarks.isMissingNode()) {
            row.set(REMARKS, remarks);
        }
        if (vote.hasNonNull(CORRECTION)) {
            ObjectNode correction = vote.path(CORRECTION).deepCopy();
            if (better == 1 && correction.path("answer").isInt()) {
                correction.put("answer", 1 - correction.path("answer").asInt());
            }
            row.set(CORRECTION, correction);
        }
    }

    private static List<Remarks> remarks(JsonNode column) {
        if (column.isMissingNode() || column.isNull() || (column.isArray() && column.isEmpty())) {
            return List.of();
        }
        if (!column.isArray() || column.size() != 2) {
            throw new IllegalArgumentException("column remarks must be a list of two objects, for chosen and rejected");
        }
        List<Remarks> remarks = new ArrayList<>();
        for (JsonNode one : column) {
            try {
                remarks.add(Json.MAPPER.convertValue(one, Remarks.class));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "column remarks must hold objects of scores, flags and highlights but holds " + one, e);
            }
        }
        return remarks.contains(null) ? List.of() : remarks;
    }

    private static Compared.@Nullable Correction correction(JsonNode column) {
        if (column.isMissingNode() || column.isNull()) {
            return null;
        }
        int answer = column.path("answer").asInt(-1);
        boolean known = column.properties().stream().allMatch(field -> OF_CORRECTION.contains(field.getKey()));
        if (!column.isObject()
                || !known
                || (answer != 0 && answer != 1)
                || !column.path("text").isTextual()) {
            throw new IllegalArgumentException("column correction must be an object with answer, 0 for chosen or 1 for"
                    + " rejected, and text, but is " + Messages.kind(column));
        }
        return new Compared.Correction(answer, column.path("text").textValue());
    }
}
