package dev.attune.registry.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;

/** A row of {@code run_steps}: the metrics of one step. */
@Entity
@Table(name = "run_steps")
@IdClass(RunStepEntity.Key.class)
@SuppressWarnings("NullAway.Init")
public class RunStepEntity {
    @Id
    public String runId;

    @Id
    public int step;

    @ColumnTransformer(write = "?::jsonb")
    public String metrics;

    /** A step of a run. */
    public record Key(String runId, int step) implements Serializable {}
}
