package dev.attune.feedback.service.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.export.ExportForm;
import dev.attune.feedback.export.JudgedAnswer;
import dev.attune.feedback.export.RatedItem;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.Task;

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

    List<?> of(RatedItem item, List<Judged> pairs) {
        return switch (form) {
            case RATED -> List.of(RatedRow.of(item, pairs));
            case ARGILLA -> argilla(item);
            case RANKED -> ranked(item, pairs);
            case PROMPT_COMPLETION -> completions(item, pairs);
            default -> pairs.stream().<Object>flatMap(pair -> of(pair).stream()).toList();
        };
    }

    private List<?> of(Judged pair) {
        return switch (form) {
            case PREFERENCE -> decisive(pair, preference(pair));
            case IMPLICIT -> decisive(pair, implicit(pair));
            case UNPAIRED -> unpaired(pair);
            case HH -> transcript(pair);
            case CSV -> pair.is(Outcome.DECISIVE) || undecided ? List.of(PairRow.of(pair)) : notDecided();
            case PARQUET -> parquet(pair);
            default -> List.of();
        };
    }

    private List<?> parquet(Judged pair) {
        if (pair.prompt().stream().anyMatch(turn -> !turn.images().isEmpty())) {
            leftOut.count("the columns hold no images");
            return List.of();
        }
        return pair.is(Outcome.DECISIVE) || undecided ? List.of(PairRow.of(pair)) : notDecided();
    }

    private List<?> argilla(RatedItem item) {
        if (item.item().form().task() != Task.COMPARE) {
            leftOut.count("the record holds two compared answers");
            return List.of();
        }
        return List.of(ArgillaRow.of(item));
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

    /** What people wrote, and what won. */
    private List<?> completions(RatedItem item, List<Judged> pairs) {
        List<String> wanted = new ArrayList<>();
        for (Judgement judgement : item.judgements()) {
            Details.Correction correction = judgement.details().correction();
            String written = correction == null ? judgement.details().demonstration() : correction.text();
            if (written != null) {
                wanted.add(written);
            }
        }
        if (wanted.isEmpty()) {
            wanted.addAll(Judged.best(pairs));
        }
        if (wanted.isEmpty()) {
            return notDecided();
        }
        List<Object> rows = new ArrayList<>();
        for (String text : wanted) {
            if (answers.add(item.prompt().id(), text)) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("prompt", item.prompt().messages());
                row.put("completion", answer(text));
                rows.add(row);
            } else {
                leftOut.count("the prompt has this answer already");
            }
        }
        return rows;
    }

    private List<?> ranked(RatedItem item, List<Judged> pairs) {
        return switch (item.item().form().task()) {
            case RANK ->
                item.settling().stream().map(vote -> ranking(item, vote)).toList();
            case COMPARE -> ranked(pairs.getFirst());
            case DEMONSTRATE -> List.of();
        };
    }

    private static Map<String, Object> ranking(RatedItem item, Judgement vote) {
        List<List<Integer>> groups = vote.details().ranking();
        List<Integer> ranks = new ArrayList<>();
        for (int answer = 0; answer < item.item().answers().size(); answer++) {
            int rank = groups.size() + 1;
            for (int group = 0; group < groups.size(); group++) {
                rank = groups.get(group).contains(answer) ? group + 1 : rank;
            }
            ranks.add(rank);
        }
        return ranked(
                item.prompt().messages(),
                item.item().answers().stream().map(Candidate::text).toList(),
                ranks);
    }

    private List<?> ranked(Judged pair) {
        return pair.is(Outcome.BOTH_BAD)
                ? notDecided()
                : List.of(ranked(
                        pair.prompt(),
                        List.of(pair.chosen(), pair.rejected()),
                        pair.is(Outcome.TIE) ? List.of(1, 1) : List.of(1, 2)));
    }

    private static Map<String, Object> ranked(List<Message> prompt, List<String> texts, List<Integer> ranks) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("prompt", prompt);
        row.put("answers", texts);
        row.put("ranks", ranks);
        return row;
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
