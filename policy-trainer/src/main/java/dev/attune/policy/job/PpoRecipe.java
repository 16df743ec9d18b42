package dev.attune.policy.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.policy.model.PolicyArtifact;
import dev.attune.policy.model.PolicyStart;
import dev.attune.policy.ppo.Ppo;
import dev.attune.policy.ppo.PpoState;
import dev.attune.policy.run.Outcome;
import dev.attune.worker.folder.RunFolder;

/** {@link Ppo} as jobs ask for it. */
final class PpoRecipe implements Recipe<PpoConfig> {

    @Override
    public String name() {
        return "ppo";
    }

    @Override
    public PpoConfig defaults() {
        return PpoConfig.defaults();
    }

    @Override
    public Common common(PpoConfig configuration) {
        return new Common(
                configuration.policy().tuning(),
                configuration.policy().computeType(),
                configuration.policy().seed());
    }

    @Override
    public boolean asksReward() {
        return true;
    }

    @Override
    public boolean readsData() {
        return false;
    }

    @Override
    public Optional<Made> make(PpoConfig configuration, Ingredients given) {
        PolicyStart start = new PolicyStart(
                given.model(),
                given.baseName(),
                given.policy().adapter(),
                Optional.empty(),
                given.rewardModel(),
                List.of());
        Outcome outcome = new Ppo(configuration, start, Optional.empty())
                .run(
                        given.prompts(),
                        given.reward().get(),
                        new RunFolder<>(given.folder(), PpoState.class),
                        (update, metrics) -> given.steps()
                                .step(update, configuration.rounds().updates(), metrics),
                        given.stop());
        return made(outcome);
    }

    /** Also that of the group methods, whose runs end in the same way. */
    static Optional<Made> made(Outcome outcome) {
        Map<String, Double> metrics = new HashMap<>(outcome.metrics());
        metrics.put("updates", (double) outcome.updates());
        metrics.put("stoppedEarly", outcome.reason().isPresent() ? 1.0 : 0.0);
        return outcome.policy()
                .map(policy -> new Made(folder -> PolicyArtifact.export(policy, folder), metrics, outcome.reason()));
    }
}
