package dev.attune.registry.store;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;

import dev.attune.registry.Decision;

/** A row of {@code evaluations}: the event as JSON, and what it led to. */
@Entity
@Table(name = "evaluations")
@SuppressWarnings("NullAway.Init")
public class EvaluationEntity {
    @Id
    public String evaluationId;

    public String checkpointId;
    public Instant measuredAt;

    @Enumerated(EnumType.STRING)
    public Decision decision;

    @ColumnTransformer(write = "?::jsonb")
    public String event;
}
