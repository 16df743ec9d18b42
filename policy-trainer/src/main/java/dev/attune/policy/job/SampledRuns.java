package dev.attune.policy.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.policy.group.GroupState;
import dev.attune.policy.group.GroupTuning;
import dev.attune.policy.job.Recipe.Ingredients;
import dev.attune.policy.job.Recipe.Made;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.model.PolicyStart;
import dev.attune.policy.ppo.Ppo;
import dev.attune.policy.ppo.PpoState;
import dev.attune.policy.run.Outcome;
import dev.attune.worker.folder.RunFolder;

/** Runs of jobs whose recipes learn from a reward of the policy's own answers. */
final class SampledRuns {

    private SampledRuns() {}

    static Optional<Made> ppo(PpoConfig configuration, Ingredients given) {
        PolicyStart start = new PolicyStart(
                given.model(),
                given.baseName(),
                given.policy().adapter(),
                Optional.empty(),
                given.rewardModel(),
                List.of());
        return made(new Ppo(configuration, start, Optional.empty())
                .run(
                        given.prompts(),
                        given.reward().get(),
                        new RunFolder<>(given.folder(), PpoState.class),
                        given.progress(configuration.rounds().updates()),
                        given.attempt()::isToStop));
    }

    static Optional<Made> group(GroupConfig configuration, Ingredients given) {
        GroupTuning recipe = new GroupTuning(
                configuration, given.model(), given.policy().adapter(), given.baseName(), Optional.empty());
        return made(recipe.run(
                given.prompts(),
                given.reward().get(),
                new RunFolder<>(given.folder(), GroupState.class),
                given.progress(configuration.rounds().updates()),
                given.attempt()::isToStop));
    }

    private static Optional<Made> made(Outcome outcome) {
        Map<String, Double> metrics = new HashMap<>(outcome.metrics());
        metrics.put("updates", (double) outcome.updates());
        metrics.put("stoppedEarly", outcome.reason().isPresent() ? 1.0 : 0.0);
        return outcome.policy()
                .map(policy -> new Made(folder -> PolicyArtifact.export(policy, folder), metrics, outcome.reason()));
    }
}
