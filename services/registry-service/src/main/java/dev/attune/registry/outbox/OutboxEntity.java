package dev.attune.registry.outbox;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code outbox}: an event that the bus has not acknowledged until {@code sentAt} is set. */
@Entity
@Table(name = "outbox")
@SuppressWarnings("NullAway.Init")
public class OutboxEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long position;

    public String eventId;
    public String type;

    @ColumnTransformer(write = "?::jsonb")
    public String event;

    public Instant createdAt;
    public @Nullable Instant sentAt;
}
