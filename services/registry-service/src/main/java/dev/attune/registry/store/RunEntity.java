package dev.attune.registry.store;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

import dev.attune.registry.RunState;

/** A row of {@code runs}; see {@link dev.attune.registry.Run} for the columns. */
@Entity
@Table(name = "runs")
@SuppressWarnings("NullAway.Init")
public class RunEntity {
    @Id
    public String runId;

    public String recipe;

    @Enumerated(EnumType.STRING)
    public RunState state;

    @ColumnTransformer(write = "?::jsonb")
    public String configuration = "{}";

    @ColumnTransformer(write = "?::jsonb")
    public String parents = "[]";

    public int step;
    public int steps;
    public @Nullable String checkpointId;

    @ColumnTransformer(write = "?::jsonb")
    public String metrics = "{}";

    public @Nullable Double seconds;
    public @Nullable Long peakMemoryMb;
    public @Nullable String failureCode;
    public @Nullable String failureReason;
    public Instant since;
    public Instant changedAt;
    public @Nullable String requestedBy;
    public @Nullable Instant startedAt;
    public @Nullable Instant endedAt;
    public @Nullable String stopReason;
    public @Nullable String projectId;
}
