package dev.attune.feedback.service.export;

import java.util.List;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.export.RatedItem;
import dev.attune.feedback.service.Settlement;

/** An item and what its ratings say together. */
record Judged(RatedItem rated, PreferenceSettled settled) {

    static Judged of(RatedItem rated) {
        return new Judged(rated, Settlement.settle(rated.item(), rated.prompt(), rated.judgements()));
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
