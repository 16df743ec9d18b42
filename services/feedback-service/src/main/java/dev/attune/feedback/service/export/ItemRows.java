package dev.attune.feedback.service.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.feedback.export.ExportForm;
import dev.attune.feedback.export.JudgedAnswer;

/** The rows that an item gives in each form; none where it says nothing there. */
final class ItemRows {

    private final ExportForm form;
    private final boolean undecided;
    private final LeftOut leftOut;
    private final RecentAnswers answers = new RecentAnswers();

    ItemRows(ExportForm form, boolean undecided, LeftOut leftOut) {
        this.form = form;
        this.undecided = undecided;
        this.leftOut = leftOut;
    }

    List<?> of(Judged item) {
        return switch (form) {
            case PREFERENCE -> decisive(item, preference(item));
            case IMPLICIT -> decisive(item, implicit(item));
            case UNPAIRED -> unpaired(item);
            case PROMPT_COMPLETION -> completion(item);
            case PROMPT_ONLY -> List.of();
            case RANKED -> ranked(item);
            case HH -> transcript(item);
            case CSV, PARQUET -> item.is(Outcome.DECISIVE) || undecided ? List.of(PairRow.of(item)) : notDecided();
            case ARGILLA -> List.of(ArgillaRow.of(item));
            case RATED -> List.of(RatedRow.of(item));
        };
    }

    /** The row of an answer that was judged by itself. */
    static Map<String, Object> of(JudgedAnswer answer) {
        return labelled(answer.prompt(), answer.answer(), answer.good());
    }

    private List<?> decisive(Judged item, Map<String, Object> row) {
        return item.is(Outcome.DECISIVE) ? List.of(row) : notDecided();
    }

    private List<?> notDecided() {
        leftOut.count("the ratings prefer neither answer");
        return List.of();
    }

    private static Map<String, Object> preference(Judged item) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("prompt", item.prompt());
        row.put("chosen", answer(item.chosen()));
        row.put("rejected", answer(item.rejected()));
        return row;
    }

    private static Map<String, Object> implicit(Judged item) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("chosen", conversation(item.prompt(), item.chosen()));
        row.put("rejected", conversation(item.prompt(), item.rejected()));
        return row;
    }

    private List<?> unpaired(Judged item) {
        if (item.is(Outcome.TIE)) {
            return notDecided();
        }
        return List.of(
                labelled(item.prompt(), item.chosen(), item.is(Outcome.DECISIVE)),
                labelled(item.prompt(), item.rejected(), false));
    }

    private static Map<String, Object> labelled(List<Message> prompt, String text, boolean good) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("prompt", prompt);
        row.put("completion", answer(text));
        row.put("label", good);
        return row;
    }

    private List<?> completion(Judged item) {
        if (!item.is(Outcome.DECISIVE)) {
            return notDecided();
        }
        if (!answers.add(item.rated().prompt().id(), item.chosen())) {
            leftOut.count("the prompt has this answer already");
            return List.of();
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("prompt", item.prompt());
        row.put("completion", answer(item.chosen()));
        return List.of(row);
    }

    private List<?> ranked(Judged item) {
        if (item.is(Outcome.BOTH_BAD)) {
            return notDecided();
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("prompt", item.prompt());
        row.put("answers", List.of(item.chosen(), item.rejected()));
        row.put("ranks", item.is(Outcome.TIE) ? List.of(1, 1) : List.of(1, 2));
        return List.of(row);
    }

    private List<?> transcript(Judged item) {
        if (!item.is(Outcome.DECISIVE)) {
            return notDecided();
        }
        Optional<String> chosen = Transcripts.of(conversation(item.prompt(), item.chosen()));
        Optional<String> rejected = Transcripts.of(conversation(item.prompt(), item.rejected()));
        if (chosen.isEmpty() || rejected.isEmpty()) {
            leftOut.count("a transcript cannot say this conversation");
            return List.of();
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("chosen", chosen.get());
        row.put("rejected", rejected.get());
        return List.of(row);
    }

    private static List<Message> answer(String text) {
        return List.of(Message.assistant(text));
    }

    private static List<Message> conversation(List<Message> prompt, String answer) {
        List<Message> all = new ArrayList<>(prompt);
        all.add(Message.assistant(answer));
        return all;
    }
}
