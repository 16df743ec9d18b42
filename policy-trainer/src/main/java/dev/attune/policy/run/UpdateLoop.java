package dev.attune.policy.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.attune.policy.metrics.Alarm;
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.Vitals;
import dev.attune.worker.folder.RunFolder;
import dev.attune.worker.folder.SampledAnswer;

/**
 * What is the same around the updates of every recipe that samples from its policy: when they end, what is watched, kept and
 * told. The recipe asks it; it never calls the recipe.
 *
 * <pre>{@code
 * while (loop.goesOn()) {
 *     ... sample ...
 *     if (loop.alarmed(vitals)) {
 *         break;
 *     }
 *     ... optimise ...
 *     metrics.putAll(loop.watched(samples));
 *     loop.keep(state, files);
 * }
 * return loop.outcome(directory -> directory);
 * }</pre>
 */
public final class UpdateLoop<S extends UpdateState> {

    private final RunFolder<S> folder;
    private final Plan plan;
    private final RunWatch watch;
    private final Progress progress;
    private final BooleanSupplier stop;
    private S state;
    private Optional<Alarm> alarm;
    private boolean stopped;

    /**
     * What a recipe's settings say of its loop.
     *
     * @param updates of the whole run
     * @param heldOut prompts that are answered now and then
     */
    public record Plan(int updates, Alarms alarms, Optional<HeldOut> heldOut) {}

    /**
     * Begins, or goes on: a new run's policy is looked at before its first update.
     *
     * @param policy with which held-out prompts are answered
     * @param stop asked before each update
     */
    public UpdateLoop(Resumed<S> from, Plan plan, Sampler policy, Progress progress, BooleanSupplier stop) {
        this.folder = from.folder();
        this.plan = plan;
        this.watch = RunWatch.of(folder, plan, policy, progress);
        this.progress = progress;
        this.stop = stop;
        this.state = from.state();
        if (state.update() == 0) {
            watch.begin();
        }
        this.alarm = watch.alarm();
    }

    /** After the last update done. */
    public S state() {
        return state;
    }

    /** Whether there is another update: not after the last, after an alarm, or when the run was asked to stop. */
    public boolean goesOn() {
        if (state.update() >= plan.updates() || alarm.isPresent()) {
            return false;
        }
        stopped = stop.getAsBoolean();
        return !stopped;
    }

    /** Whether answers gave reason to stop, such as a KL beyond its budget: the state before is the last one without. */
    public boolean alarmed(Vitals vitals) {
        alarm = watch.rollout(vitals);
        return alarm.isPresent();
    }

    /**
     * When the policy has learned: keeps samples of the rollout, and answers the held-out prompts where it is time.
     *
     * @return metrics of the evaluation, none where it is not time
     */
    public Map<String, Double> watched(List<SampledAnswer> rollout) {
        return watch.update(state.update() + 1, rollout);
    }

    /** Reports an update, saves the state after it, and tells. */
    public void keep(S after, Consumer<Path> files) {
        state = after;
        alarm = watch.alarm();
        Map<String, Double> metrics = new TreeMap<>(state.metrics());
        folder.report(state.update(), metrics);
        folder.save(state.update(), state, metrics, files);
        progress.update(state.update(), metrics);
    }

    /**
     * How the run ended.
     *
     * @param policy where in a state's directory the policy lies
     */
    public Outcome outcome(UnaryOperator<Path> policy) {
        if (stopped) {
            return new Outcome(Optional.empty(), state.update(), state.metrics(), Optional.of("asked to stop"));
        }
        Optional<String> reason = Optional.empty();
        RunFolder.Saved<S> kept;
        if (alarm.isPresent()) {
            kept = keptAtAlarm();
            reason = Optional.of(alarm.get().reason() + ", after update " + state.update() + "; the policy of update "
                    + kept.step() + " is kept");
        } else {
            kept = folder.after(state.update()).orElseThrow();
        }
        return new Outcome(
                Optional.of(policy.apply(kept.directory())),
                kept.step(),
                kept.state().metrics(),
                reason);
    }

    /** The best policy, else the one before that which raised the alarm. */
    private RunFolder.Saved<S> keptAtAlarm() {
        return folder.best()
                .or(() -> folder.after(state.update() - 1))
                .or(() -> folder.after(state.update()))
                .orElseThrow(() -> new IllegalStateException("A run keeps the state that it stands on"));
    }
}
