package dev.attune.policy.ppo;

import java.nio.file.Path;

import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.policy.model.PolicyModel;
import dev.attune.policy.model.PolicyStart;
import dev.attune.policy.run.Sampler;
import dev.attune.policy.run.StateFiles;

/** A policy with its values, and their optimisers: all that a state holds as files. */
record PpoLearner(PolicyModel policy, PpoOptimisers optimisers, String baseName) implements StateFiles {

    private static final String POLICY = "policy";
    private static final String OPTIMISERS = "optimisers";

    /** As it is before the first update, when it is equal to its start and the optimisers hold nothing. */
    static StateFiles begin(PpoConfig config, PolicyStart start) {
        return directory -> start.write(policy(directory), config);
    }

    /** As {@link #write} left it in {@code saved}. */
    static PpoLearner resume(PpoConfig config, PolicyStart start, Path saved) {
        PolicyModel policy = PolicyModel.resume(start.model(), start.referenceAdapter(config), policy(saved));
        try {
            PpoOptimisers optimisers = new PpoOptimisers(config, policy);
            policy.loadMasters(saved.resolve(OPTIMISERS));
            optimisers.load(saved.resolve(OPTIMISERS));
            return new PpoLearner(policy, optimisers, start.baseName());
        } catch (RuntimeException e) {
            policy.close(); // its memory is the optimisers', too
            throw e;
        }
    }

    /** Where in a state's directory the policy lies. */
    static Path policy(Path directory) {
        return directory.resolve(POLICY);
    }

    Sampler sampler() {
        return new Sampler(policy.model(), policy.adapter());
    }

    @Override
    public void write(Path directory) {
        policy.save(policy(directory), baseName);
        optimisers.save(directory.resolve(OPTIMISERS));
        policy.saveMasters(directory.resolve(OPTIMISERS));
    }

    @Override
    public void close() {
        optimisers.close();
        policy.close();
    }
}
