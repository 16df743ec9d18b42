package dev.attune.service.outbox;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of a service's table {@code outbox}: an event that the bus has not acknowledged yet. */
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

    String payload;

    @Column(name = "created_at")
    Instant createdAt;

    protected OutboxRow() {}

    OutboxRow(UUID id, String type, String payload, Instant createdAt) {
        this.id = id;
        this.type = type;
        this.payload = payload;
        this.createdAt = createdAt;
    }
}
