package dev.attune.worker.bus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.bus.TraceContext;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.part.Lineage.OffsetRange;

/**
 * What a worker is making: written to its group ({@link WorkerGroup#freeze}) before it begins, so that after a crash
 * it makes the same thing again instead of something from newer events.
 *
 * @param inputs the ranges of the bus that the run reads
 * @param details facts that the run's result depends on, such as the base's checkpoint id, and how often it was begun
 */
public record FrozenRun(String runId, List<OffsetRange> inputs, Map<String, String> details) {

    /** A detail and no component: what older workers froze reads as no attempt, and they read what this one froze. */
    private static final String ATTEMPTS = "attempts";

    private static final String REACHED = "reached";
    private static final String PLANNING = "planning";

    public FrozenRun {
        Require.text(runId, "runId");
        inputs = Require.copy(inputs);
        details = Require.copy(details);
    }

    /** How often the run was begun without coming to an end or being stopped in good order. */
    public int attempts() {
        return number(ATTEMPTS);
    }

    /** The furthest step that an attempt is known to have made. */
    public int reached() {
        return number(REACHED);
    }

    public FrozenRun withAttempts(int attempts) {
        return with(ATTEMPTS, attempts);
    }

    public FrozenRun withReached(int step) {
        return with(REACHED, step);
    }

    /** With the trace of what asked for the run; it outlives the process as the rest does. */
    public FrozenRun causedBy(TraceContext trace) {
        Map<String, String> changed = new HashMap<>(details);
        changed.put(TraceContext.PARENT, trace.parent());
        String state = trace.state();
        if (state != null) {
            changed.put(TraceContext.STATE, state);
        }
        return new FrozenRun(runId, inputs, changed);
    }

    /** The trace of what asked for it, where that is known. */
    public Optional<TraceContext> cause() {
        return TraceContext.of(details.get(TraceContext.PARENT), details.get(TraceContext.STATE));
    }

    /** What is remembered while a run is planned, so that planning that ends the process is counted, too. */
    public static FrozenRun planning(String runId, Map<String, String> trigger) {
        Map<String, String> details = new HashMap<>(trigger);
        details.put(PLANNING, "true");
        return new FrozenRun(runId, List.of(), details);
    }

    /** Whether there is no plan yet. */
    public boolean hasNoPlan() {
        return details.containsKey(PLANNING);
    }

    /** The same without what changes from attempt to attempt. */
    FrozenRun withoutAttempts() {
        return without(List.of(ATTEMPTS, REACHED));
    }

    /** With the attempts and the step of another. */
    FrozenRun withAttemptsOf(FrozenRun other) {
        FrozenRun counted = other.attempts() == 0 ? this : withAttempts(other.attempts());
        return other.reached() == 0 ? counted : counted.withReached(other.reached());
    }

    private FrozenRun without(List<String> names) {
        Map<String, String> changed = new HashMap<>(details);
        names.forEach(changed::remove);
        return new FrozenRun(runId, inputs, changed);
    }

    boolean isSameAs(FrozenRun other) {
        return runId.equals(other.runId);
    }

    private int number(String detail) {
        String text = details.getOrDefault(detail, "");
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private FrozenRun with(String detail, int number) {
        Map<String, String> changed = new HashMap<>(details);
        changed.put(detail, String.valueOf(number));
        return new FrozenRun(runId, inputs, changed);
    }
}
