package dev.attune.feedback.service.standing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.store.AnswerOrder;
import dev.attune.feedback.store.standing.BallotStore.Row;
import dev.attune.feedback.store.standing.MakerStore.Makers;
import dev.attune.judgement.standing.Outcome;

/** What ratings say of two checkpoints each. */
final class Comparisons {

    private static final TypeReference<List<List<Integer>>> GROUPS = new TypeReference<>() {};

    private final List<Comparison> all = new ArrayList<>();
    private int byHand;
    private int sameCheckpoint;

    /**
     * One person's word on the answers of two checkpoints.
     *
     * @param left whose answer stood on the left; in a ranking, earlier
     * @param leftLength of its answer, in characters
     */
    record Comparison(
            UUID account, UUID prompt, String left, String right, int leftLength, int rightLength, Outcome outcome) {}

    void add(Row row, Makers makers) {
        if (row.verdict() == Verdict.RANKED) {
            addRanking(row, makers);
        } else if (makers.checkpoints().size() == 2) {
            int left = row.leftFirst() ? 0 : 1;
            add(row, makers, left, 1 - left, outcome(row.verdict()));
        }
    }

    private static Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case LEFT -> Outcome.LEFT;
            case RIGHT -> Outcome.RIGHT;
            case TIE -> Outcome.TIE;
            case BOTH_BAD -> Outcome.BOTH_BAD;
            case SKIP, RANKED, WRITTEN -> throw new IllegalArgumentException("No vote between two: " + verdict);
        };
    }

    /** Each two answers; what was not ranked is behind all that was, and of two such nothing is said. */
    private void addRanking(Row row, Makers makers) {
        List<List<Integer>> groups = groups(row.ranking());
        List<Integer> order = AnswerOrder.read(row.order());
        int answers = makers.checkpoints().size();
        for (int one = 0; one < answers; one++) {
            for (int other = 0; other < answers; other++) {
                int place = place(groups, one);
                int otherPlace = place(groups, other);
                boolean earlier =
                        order.isEmpty() ? one < other : one != other && order.indexOf(one) < order.indexOf(other);
                if (earlier && Math.min(place, otherPlace) < groups.size()) {
                    add(
                            row,
                            makers,
                            one,
                            other,
                            place == otherPlace ? Outcome.TIE : place < otherPlace ? Outcome.LEFT : Outcome.RIGHT);
                }
            }
        }
    }

    private static int place(List<List<Integer>> groups, int answer) {
        for (int group = 0; group < groups.size(); group++) {
            if (groups.get(group).contains(answer)) {
                return group;
            }
        }
        return groups.size();
    }

    private static List<List<Integer>> groups(@Nullable String json) {
        try {
            return json == null ? List.of() : Json.MAPPER.readValue(json, GROUPS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A ranking cannot be read", e);
        }
    }

    private void add(Row row, Makers makers, int left, int right, Outcome outcome) {
        String leftName = makers.checkpoints().get(left);
        String rightName = makers.checkpoints().get(right);
        if (leftName == null || rightName == null) {
            byHand++;
        } else if (Objects.equals(leftName, rightName)) {
            sameCheckpoint++;
        } else {
            all.add(new Comparison(
                    row.account(),
                    row.prompt(),
                    leftName,
                    rightName,
                    makers.lengths().get(left),
                    makers.lengths().get(right),
                    outcome));
        }
    }

    List<Comparison> all() {
        return all;
    }

    int byHand() {
        return byHand;
    }

    int sameCheckpoint() {
        return sameCheckpoint;
    }
}
