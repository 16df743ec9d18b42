package dev.attune.registry.store;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;

/** A row of {@code checkpoints}: the event as JSON, and what it is searched by. */
@Entity
@Table(name = "checkpoints")
@SuppressWarnings("NullAway.Init")
public class CheckpointEntity {
    @Id
    public String checkpointId;

    public String kind;
    public Instant createdAt;

    @ColumnTransformer(write = "?::jsonb")
    public String event;
}
