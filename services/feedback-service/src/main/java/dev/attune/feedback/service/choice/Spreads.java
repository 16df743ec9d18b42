package dev.attune.feedback.service.choice;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.SpreadEvent.SpreadMeasured;
import dev.attune.feedback.store.choice.SpreadStore;

/** What reward models think of answers that wait. The latest word on a prompt counts; a second delivery changes nothing. */
@ApplicationScoped
public class Spreads {

    private final SpreadStore store;

    Spreads(SpreadStore store) {
        this.store = store;
    }

    /** Keeps it, and lets the prompt's items be placed anew; of a prompt that is not here any more nothing is kept. */
    @Transactional
    public void enter(SpreadMeasured measured) {
        store.put(
                UUID.fromString(measured.projectId()),
                UUID.fromString(measured.promptId()),
                measured.checkpointId(),
                measured.answers());
    }
}
