package dev.attune.feedback.service.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.export.RatedItem;
import dev.attune.feedback.service.settlement.Settlement;

/** An item and one of the pairs that its ratings settle. */
record Judged(RatedItem rated, PreferenceSettled settled) {

    /** What the ratings settle together, and what their corrections settle each by itself. */
    static List<Judged> of(RatedItem rated) {
        List<Judgement> settling = rated.settling();
        List<PreferenceSettled> all = new ArrayList<>();
        if (!settling.isEmpty()) {
            all.addAll(Settlement.settle(rated.item(), rated.prompt(), settling, rated.believedOfSettling()));
        }
        rated.votes()
                .forEach(vote -> all.addAll(
                        Settlement.corrected(rated.item(), rated.prompt(), vote.judgement(), vote.annotator())));
        return all.stream().map(settled -> new Judged(rated, settled)).toList();
    }

    /** Answers that won and lost nowhere. */
    static List<String> best(List<Judged> pairs) {
        List<Judged> decisive =
                pairs.stream().filter(pair -> pair.is(Outcome.DECISIVE)).toList();
        Set<String> lost = decisive.stream().map(Judged::rejected).collect(Collectors.toSet());
        return decisive.stream()
                .map(Judged::chosen)
                .filter(answer -> !lost.contains(answer))
                .distinct()
                .toList();
    }

    boolean is(Outcome outcome) {
        return settled.outcome() == outcome;
    }

    List<Message> prompt() {
        return settled.prompt();
    }

    String chosen() {
        return settled.chosen().text();
    }

    String rejected() {
        return settled.rejected().text();
    }

    /** 1 slightly to 3 much better; 0 of what is undecided. */
    int strength() {
        return is(Outcome.DECISIVE) ? (int) Math.round(settled.margin()) : 0;
    }
}
