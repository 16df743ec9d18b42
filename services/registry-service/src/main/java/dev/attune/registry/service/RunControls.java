package dev.attune.registry.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.JobEvent.CancelRequested;
import dev.attune.contracts.event.JobEvent.PauseRequested;
import dev.attune.contracts.event.JobEvent.ResumeRequested;
import dev.attune.registry.Run;
import dev.attune.registry.RunControl;
import dev.attune.registry.RunControl.Action;
import dev.attune.registry.RunState;
import dev.attune.registry.store.RunControlStore;
import dev.attune.registry.store.RunStore;
import dev.attune.service.outbox.Outbox;

/** Asks workers to let a run wait, go on or end; who asked and why is kept with the event. */
@ApplicationScoped
public class RunControls {

    private final RunStore runs;
    private final RunControlStore controls;
    private final Outbox outbox;

    RunControls(RunStore runs, RunControlStore controls, Outbox outbox) {
        this.runs = runs;
        this.controls = controls;
        this.outbox = outbox;
    }

    /**
     * Asks it of a run that is not over.
     *
     * @param by pseudonym of the person
     * @throws AttuneException {@code run-unknown} or {@code run-over}
     */
    @Transactional
    public RunControl ask(String runId, Action action, @Nullable String reason, String by) {
        Run run = runs.find(runId).orElseThrow(() -> Unknown.run(runId));
        if (run.state() == RunState.FINISHED || run.state() == RunState.FAILED) {
            throw ErrorCategory.CALLER.error(
                    "run-over", "Run " + runId + " is " + run.state().name().toLowerCase(Locale.ROOT) + " already.");
        }
        String said = reason == null || reason.isBlank() ? null : reason.strip();
        RunControl control = new RunControl(action, said, by, Instant.now().truncatedTo(ChronoUnit.MICROS));
        controls.add(runId, control);
        outbox.add(job(runId, action, said));
        return control;
    }

    private static JobEvent job(String runId, Action action, @Nullable String reason) {
        return switch (action) {
            case PAUSE -> new PauseRequested(runId);
            case RESUME -> new ResumeRequested(runId);
            case CANCEL -> new CancelRequested(runId, reason);
        };
    }
}
