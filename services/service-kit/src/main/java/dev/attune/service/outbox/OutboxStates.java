package dev.attune.service.outbox;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

/** Looks into the outbox. */
@ApplicationScoped
class OutboxStates {

    private static final int EXAMPLES = 100;

    private final OutboxTable table;

    OutboxStates(OutboxTable table) {
        this.table = table;
    }

    @Transactional
    OutboxState state() {
        return new OutboxState(
                table.waiting(), waitingSince(), table.sent(), table.setApart(), table.listSetApart(EXAMPLES));
    }

    /** The part of the state that is quickly counted however many sent rows are kept. */
    @Transactional
    Unsent unsent() {
        return new Unsent(table.waiting(), table.waitingBytes(), waitingSince(), table.setApart());
    }

    /**
     * What is not on the bus.
     *
     * @param bytes of what waits
     */
    record Unsent(long waiting, long bytes, @Nullable Instant since, long setApart) {}

    private @Nullable Instant waitingSince() {
        return table.oldestWaiting().stream().findFirst().orElse(null);
    }
}
