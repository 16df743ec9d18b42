package dev.attune.service.outbox;

import java.util.List;

/** What the bus said instead of an acknowledgement. */
final class NotAcknowledged extends RuntimeException {

    private final transient List<OutboxRow> arrived;

    /** @param arrived the rows before, which it has acknowledged */
    NotAcknowledged(List<OutboxRow> arrived, Throwable cause) {
        super(cause.toString(), cause);
        this.arrived = arrived;
    }

    List<OutboxRow> arrived() {
        return arrived;
    }
}
