package dev.attune.registry.store;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

import dev.attune.registry.ProposalState;

/** A row of {@code proposals}: the event that proposed, the one that decided, and what they are searched by. */
@Entity
@Table(name = "proposals")
@SuppressWarnings("NullAway.Init")
public class ProposalEntity {
    @Id
    public String proposalId;

    public String name;

    @Enumerated(EnumType.STRING)
    public ProposalState state;

    public Instant proposedAt;
    public @Nullable String checkpointId;
    public @Nullable Integer version;

    @ColumnTransformer(write = "?::jsonb")
    public String proposed;

    @ColumnTransformer(write = "?::jsonb")
    public @Nullable String decided;
}
