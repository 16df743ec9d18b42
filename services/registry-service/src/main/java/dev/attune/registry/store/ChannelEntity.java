package dev.attune.registry.store;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;

/** A row of {@code channels}: what a channel serves now, and the event that said so. */
@Entity
@Table(name = "channels")
@SuppressWarnings("NullAway.Init")
public class ChannelEntity {
    @Id
    public String channel;

    /** Counts the changes, also those that leave the checkpoint as it is. */
    public long version;

    public String checkpointId;
    public Instant promotedAt;

    @ColumnTransformer(write = "?::jsonb")
    public String event;
}
