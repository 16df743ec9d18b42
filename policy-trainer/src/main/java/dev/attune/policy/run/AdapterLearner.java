package dev.attune.policy.run;

import java.nio.file.Path;
import java.util.Optional;

import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.optim.AdamW;
import dev.attune.policy.ground.Optimisers;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.model.AdapterPolicy;

/** A policy without a value function and its optimiser: all that a state of its run holds as files. */
public record AdapterLearner(AdapterPolicy policy, AdamW optimiser, String baseName) implements StateFiles {

    private static final int ADAPTER = 2;
    private static final String OPTIMISER = "optimiser.safetensors";

    /**
     * What a run begins from.
     *
     * @param model frozen: the base of the adapter
     * @param parent directory of the adapter to continue, if any
     * @param baseName under which the adapter's configuration names its base
     */
    public record Start(LanguageModel model, Optional<Path> parent, String baseName) {}

    /** As it is before the first update. */
    public static AdapterLearner begin(Start start, Tuning tuning, Optimisation optimisation, long seed) {
        AdapterPolicy policy = AdapterPolicy.begin(start.model(), start.parent(), tuning, Seeds.derive(seed, ADAPTER));
        return new AdapterLearner(policy, optimiser(policy, optimisation), start.baseName());
    }

    /** As {@link #write} left it in {@code saved}. */
    public static AdapterLearner resume(Start start, Optimisation optimisation, Path saved) {
        AdapterPolicy policy = AdapterPolicy.resume(start.model(), start.parent(), saved);
        try {
            AdamW optimiser = optimiser(policy, optimisation);
            optimiser.load(saved.resolve(OPTIMISER));
            return new AdapterLearner(policy, optimiser, start.baseName());
        } catch (RuntimeException e) {
            policy.close(); // its memory is the optimiser's, too
            throw e;
        }
    }

    /** What the policy answers with. */
    public Sampler sampler() {
        return new Sampler(policy.model(), policy.adapter());
    }

    @Override
    public void write(Path directory) {
        policy.save(directory, baseName);
        optimiser.save(directory.resolve(OPTIMISER));
    }

    @Override
    public void close() {
        optimiser.close();
        policy.close();
    }

    private static AdamW optimiser(AdapterPolicy policy, Optimisation settings) {
        return Optimisers.adamW(policy.manager(), policy.trainedParameters(), settings);
    }
}
