package dev.attune.preference.rating;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.file.BadLine;
import dev.attune.preference.file.PreferenceFile;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.preference.file.UnusedColumns;
import dev.attune.preference.pair.LabelledAnswer;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.text.Row;

/**
 * A row of a file as what people said, in every form that {@link PreferenceFiles} knows and in those that hold several people's word
 * ({@link ManyVotes}), with the columns {@code tie} and {@code comment} of ours. Ties and two bad answers are ratings, too, although
 * no recipe learns an order from them.
 *
 * @param form of the row; empty where nothing of it is used
 * @param unused columns without a place in a rating
 */
public record RatingRow(
        String form,
        List<Compared> compared,
        List<LabelledAnswer> answers,
        List<BadLine> badLines,
        Map<String, Integer> unused) {

    private static final String TIE = "tie";
    private static final String ANNOTATOR = "annotator";
    private static final String COMMENT = "comment";
    private static final String STRENGTH = "strength";
    private static final Set<String> OURS = Set.of(TIE, COMMENT, OneByOne.REMARKS, OneByOne.CORRECTION);

    /** What trainers look at in a file and a rating has no place for. */
    private static final Set<String> NO_RATING = Set.of(
            "margin",
            "weight",
            "prompt_id",
            "chosen_rank",
            "rejected_rank",
            "probability",
            "ratings",
            "motivation_app");

    public RatingRow {
        compared = List.copyOf(compared);
        answers = List.copyOf(answers);
        badLines = List.copyOf(badLines);
        unused = Map.copyOf(unused);
    }

    /** Reads a row; what is wrong with it is in {@code badLines}. */
    public static RatingRow of(Row row) {
        return switch (row) {
            case Row.Bad bad ->
                new RatingRow("", List.of(), List.of(), List.of(new BadLine(bad.line(), bad.sentence())), Map.of());
            case Row.Good good -> new Reading(good.line()).read(good);
        };
    }

    /** What one row has given so far. */
    private static final class Reading {
        private final int line;
        private final List<Compared> compared = new ArrayList<>();
        private final List<LabelledAnswer> answers = new ArrayList<>();
        private final List<BadLine> badLines = new ArrayList<>();
        private final UnusedColumns unused = new UnusedColumns();
        private String form = "";

        Reading(int line) {
            this.line = line;
        }

        RatingRow read(Row.Good row) {
            if (ManyVotes.has(row.json())) {
                votes(row.json());
            } else {
                one(row.json(), row.written());
            }
            return new RatingRow(form, compared, answers, badLines, unused.rows());
        }

        private void votes(ObjectNode json) {
            try {
                ManyVotes.rows(json).forEach(vote -> one(vote, vote));
                form = ManyVotes.form(json);
            } catch (IllegalArgumentException e) {
                badLines.add(new BadLine(line, String.valueOf(e.getMessage())));
            }
        }

        private void one(ObjectNode json, ObjectNode written) {
            JsonNode tie = json.path(TIE);
            JsonNode comment = json.path(COMMENT);
            if (!tie.isMissingNode() && !tie.isBoolean()) {
                badLines.add(new BadLine(line, "column tie must be true or false but is " + tie));
                return;
            }
            if (!comment.isMissingNode() && !comment.isTextual()) {
                badLines.add(new BadLine(line, "column comment must be text but is " + comment));
                return;
            }
            OneByOne each;
            try {
                each = OneByOne.of(json);
            } catch (IllegalArgumentException e) {
                badLines.add(new BadLine(line, String.valueOf(e.getMessage())));
                return;
            }
            PreferenceFile read = PreferenceFiles.readRow(new Row.Good(line, withoutOurs(json), written));
            badLines.addAll(read.badLines());
            unused.add(read.unusedColumns());
            answers.addAll(read.answers());
            List<PreferencePair> pairs = new ArrayList<>(read.pairs());
            pairs.addAll(read.ties());
            pairs.addAll(read.bothBad());
            pairs.forEach(pair -> compared.add(compared(pair, tie.asBoolean(false), json, each)));
            undecided(read, pairs.isEmpty());
            if (!pairs.isEmpty()) {
                withoutPlace(json, read);
            }
            if (!pairs.isEmpty() || !read.answers().isEmpty()) {
                form = form.isEmpty() ? isTranscript(json) ? "hh" : read.form() : form;
            }
        }

        private void undecided(PreferenceFile read, boolean nothing) {
            int same = read.undecided() - read.ties().size() - read.bothBad().size();
            if (same > 0) {
                badLines.add(new BadLine(
                        line,
                        nothing
                                ? "it compares answers that are undecided or identical"
                                : same + " of its comparisons are of identical answers"));
            }
        }

        private void withoutPlace(ObjectNode json, PreferenceFile read) {
            json.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(NO_RATING::contains)
                    .filter(column -> !read.unusedColumns().containsKey(column))
                    .forEach(column -> unused.add(Map.of(column, 1)));
        }
    }

    private static Compared compared(PreferencePair pair, boolean tieColumn, ObjectNode json, OneByOne each) {
        Outcome outcome = tieColumn && pair.isDecisive() ? Outcome.TIE : pair.outcome();
        return new Compared(
                pair.prompt(),
                pair.chosen(),
                pair.rejected(),
                outcome,
                outcome == Outcome.DECISIVE ? (int) Math.round(pair.strength()) : 0,
                text(json, ANNOTATOR),
                text(json, COMMENT),
                each.remarks(),
                each.correction());
    }

    private static @Nullable String text(ObjectNode json, String column) {
        String text = json.path(column).asText("");
        return text.isBlank() ? null : text;
    }

    private static ObjectNode withoutOurs(ObjectNode json) {
        ObjectNode copy = json.deepCopy();
        copy.remove(OURS);
        boolean decisive = !json.path(TIE).asBoolean(false)
                && json.path("outcome").asText("decisive").equalsIgnoreCase("decisive");
        if (!decisive && json.path(STRENGTH).isNumber() && json.path(STRENGTH).asDouble() == 0) {
            copy.remove(STRENGTH); // of what is undecided there is none
        }
        return copy;
    }

    private static boolean isTranscript(JsonNode parsed) {
        return parsed.path("chosen").asText("").stripLeading().startsWith("Human:");
    }
}
