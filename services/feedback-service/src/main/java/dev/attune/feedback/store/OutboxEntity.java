package dev.attune.feedback.store;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "outbox")
@SuppressWarnings("NullAway.Init")
class OutboxEntity {

    @Id
    UUID id;

    /** Numbered by the database. */
    @Column(insertable = false, updatable = false)
    long position;

    String type;

    String payload;

    @Column(name = "created_at")
    Instant createdAt;

    protected OutboxEntity() {}

    OutboxEntity(UUID id, String type, String payload, Instant createdAt) {
        this.id = id;
        this.type = type;
        this.payload = payload;
        this.createdAt = createdAt;
    }

    OutboxStore.Row row() {
        return new OutboxStore.Row(position, id, type, payload, createdAt);
    }
}
