package dev.attune.policy.gate;

import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.worker.run.RunStoppedException;

/** Measures a project's gates, each by itself: one that cannot be computed says so and does not keep the others from it. */
public record GateMeasuring(GatePolicy policy, GateBench bench) {

    private static final Logger LOG = LoggerFactory.getLogger(GateMeasuring.class);

    /**
     * What one of {@link GatePolicy#ofTheTrainer()} comes to.
     *
     * @throws RunStoppedException where the measuring is to end
     */
    public GateResult measure(GateKind kind) {
        try {
            return switch (kind) {
                case WIN_RATE -> WinRateMeasure.of(Objects.requireNonNull(policy.winRate()), bench);
                case FORMAT -> FormatMeasure.of(Objects.requireNonNull(policy.format()), bench);
                case CAPABILITY -> CapabilityMeasure.of(Objects.requireNonNull(policy.capability()), bench);
                case SAFETY -> SafetyMeasure.of(Objects.requireNonNull(policy.safety()), bench);
                case BIAS -> BiasMeasure.of(Objects.requireNonNull(policy.bias()), bench);
                case ARENA -> throw new IllegalArgumentException("An arena is measured by people.");
            };
        } catch (RunStoppedException e) {
            throw e;
        } catch (AttuneException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.warn("Gate {} could not be computed: {}", kind.text(), e.getMessage());
            return GateResult.error(kind, "It could not be computed. " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Gate {} could not be computed", kind.text(), e);
            return GateResult.error(
                    kind, "It could not be computed: an unexpected failure, which the trainer's log has in full.");
        }
    }
}
