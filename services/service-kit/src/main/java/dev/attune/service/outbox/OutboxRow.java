package dev.attune.service.outbox;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

/**
 * A row of a service's table {@code outbox}. It waits while {@code sent_at} and {@code set_apart} are both null; after that it
 * is kept for a time, so that what the bus loses with its machine can be sent again.
 */
@Entity
@Table(name = "outbox")
@SuppressWarnings("NullAway.Init")
class OutboxRow {

    /** Becomes the CloudEvent's id, so that a second delivery can be recognised. */
    @Id
    UUID id;

    /** Numbered by the database. */
    @Column(insertable = false, updatable = false)
    long position;

    String type;

    /** Null in rows that were written before this column was. */
    @Column(name = "event_key")
    @Nullable
    String key;

    String payload;

    @Column(name = "created_at")
    Instant createdAt;

    /** When the bus acknowledged it. */
    @Column(name = "sent_at")
    @Nullable
    Instant sentAt;

    /** Why it can never be sent as it is. */
    @Column(name = "set_apart")
    @Nullable
    String setApart;

    /** Where it was decided, as {@code traceparent}. */
    @Column(name = "trace_parent")
    @Nullable
    String traceParent;

    @Column(name = "trace_state")
    @Nullable
    String traceState;

    protected OutboxRow() {}
}
