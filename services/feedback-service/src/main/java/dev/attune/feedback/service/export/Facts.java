package dev.attune.feedback.service.export;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.attune.feedback.Judgement;
import dev.attune.feedback.export.RatedItem;
import dev.attune.feedback.export.RatedItem.Vote;
import dev.attune.feedback.form.Task;

/** What the items of an export have in common, for the dataset's card. */
final class Facts {

    /** Names that are remembered of each kind: there are few, but nothing says so. */
    private static final int MOST_NAMES = 10_000;

    private final Agreement agreement = new Agreement();
    private final TreeSet<String> raters = new TreeSet<>();
    private final TreeMap<String, Long> checkpoints = new TreeMap<>();
    private final TreeMap<String, Long> sources = new TreeMap<>();
    private final TreeMap<String, Long> outcomes = new TreeMap<>();
    private long items;
    private long ratings;

    void add(RatedItem item, List<Judged> pairs) {
        items++;
        ratings += item.votes().size();
        pairs.forEach(pair -> count(outcomes, pair.settled().outcome().name().toLowerCase(Locale.ROOT)));
        item.item().answers().forEach(answer -> count(checkpoints, answer.checkpointId()));
        List<Vote> votes = item.votes();
        for (Vote vote : votes) {
            count(sources, vote.judgement().source());
            if (raters.size() < MOST_NAMES) {
                raters.add(vote.annotator());
            }
        }
        if (item.item().form().task() == Task.COMPARE) {
            agreement.add(votes.stream().map(vote -> said(vote.judgement())).toList());
        }
    }

    private static String said(Judgement judgement) {
        return judgement.prefersFirst()
                ? "first"
                : judgement.prefersSecond() ? "second" : judgement.verdict().name();
    }

    private static void count(Map<String, Long> counts, String name) {
        if (counts.size() < MOST_NAMES || counts.containsKey(name)) {
            counts.merge(name, 1L, Long::sum);
        }
    }

    long items() {
        return items;
    }

    long ratings() {
        return ratings;
    }

    int raters() {
        return raters.size();
    }

    OptionalDouble alpha() {
        return agreement.alpha();
    }

    /** How many answers each checkpoint made. */
    Map<String, Long> checkpoints() {
        return checkpoints;
    }

    Map<String, Long> sources() {
        return sources;
    }

    Map<String, Long> outcomes() {
        return outcomes;
    }
}
