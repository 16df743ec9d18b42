package dev.attune.policy.ppo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.weight.Parameter;
import dev.attune.policy.ground.Optimisers;
import dev.attune.policy.model.PolicyModel;

/**
 * The optimisers of policy and values, each with its own schedule. Gradients of a value head on the policy's trunk are
 * clipped together with the policy's; those of a value model of its own by themselves.
 */
final class PpoOptimisers implements AutoCloseable {

    private static final String POLICY = "policy_optimiser.safetensors";
    private static final String VALUES = "value_optimiser.safetensors";

    private final PpoConfig config;
    private final boolean separate;
    private final AdamW policy;
    private final AdamW values;
    private final Schedule policySchedule;
    private final Schedule valueSchedule;

    /**
     * What a step did.
     *
     * @param norm global L2 norm of the gradients before clipping
     * @param rate learning rate of the policy, 0 where it stayed
     */
    record Step(double norm, double rate) {}

    PpoOptimisers(PpoConfig config, PolicyModel model) {
        this.config = config;
        this.separate = model.valueTrunk().isPresent();
        this.policy = Optimisers.adamW(
                model.manager(), model.policyParameters(), config.policy().optimisation());
        this.values = Optimisers.adamW(
                model.manager(), model.valueParameters(), config.policy().optimisation());
        double peak = config.policy().optimisation().adam().learningRate();
        double valuePeak = config.details().value().learningRate();
        int policyUpdates = config.rounds().updates() - config.details().value().warmUpUpdates();
        this.policySchedule = schedule(config, peak, policyUpdates);
        this.valueSchedule = schedule(
                config, valuePeak == 0 ? peak : valuePeak, config.rounds().updates());
    }

    void zeroGradients() {
        policy.zeroGradients();
        values.zeroGradients();
    }

    /**
     * Clips and steps.
     *
     * @param policyLearns false during the warm-up of the values
     * @throws dev.attune.contracts.error.AttuneException {@code not-finite} before anything moves
     */
    Step step(boolean policyLearns, int update) {
        Optimisation settings = config.policy().optimisation();
        double valueNorm = separate || !policyLearns ? Optimisers.clip(values.parameters(), settings, update) : 0;
        double norm = valueNorm;
        double rate = 0;
        if (policyLearns) {
            List<Parameter> together = separate
                    ? policy.parameters()
                    : Stream.concat(policy.parameters().stream(), values.parameters().stream())
                            .toList();
            norm = Optimisers.clip(together, settings, update);
            rate = policySchedule.rate(policy.steps());
            policy.step(rate);
        }
        values.step(valueSchedule.rate(values.steps()));
        return new Step(norm, rate);
    }

    void save(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The optimisers could not be written to " + directory, e);
        }
        policy.save(directory.resolve(POLICY));
        values.save(directory.resolve(VALUES));
    }

    /** Takes over what {@link #save} wrote; before the first update there is nothing. */
    void load(Path directory) {
        if (Files.exists(directory.resolve(POLICY))) {
            policy.load(directory.resolve(POLICY));
            values.load(directory.resolve(VALUES));
        }
    }

    @Override
    public void close() {
        policy.close();
        values.close();
    }

    private static Schedule schedule(PpoConfig config, double peak, int updates) {
        long steps = (long) updates
                * config.rounds().epochs()
                * Math.ceilDiv(config.rounds().rolloutBatch(), config.rounds().minibatch());
        Optimisation settings = config.policy().optimisation();
        return new Schedule(Optimisers.shape(settings), peak, Math.round(settings.warmUpShare() * steps), steps);
    }
}
