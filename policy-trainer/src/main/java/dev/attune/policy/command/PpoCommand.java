package dev.attune.policy.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.data.DemonstrationFile;
import dev.attune.policy.model.PolicyStart;
import dev.attune.policy.option.PolicyRunOptions;
import dev.attune.policy.option.RewardedOptions;
import dev.attune.policy.ppo.Ppo;
import dev.attune.policy.ppo.PpoState;

/** {@code train ppo}: the PPO recipe without the bus. */
@Command(
        name = "ppo",
        description = "Tunes a model towards a reward model by proximal policy optimisation.",
        footer = {
            "",
            "Example: train ppo --model language-model/models/attune-tiny --reward reward --prompts prompts.jsonl"
                    + " --out policy",
            "         --set updates=40 --set rolloutBatch=64"
        })
public final class PpoCommand implements Callable<Integer> {

    @Mixin
    PolicyRunOptions options = new PolicyRunOptions();

    @Option(
            names = "--reference",
            description = "Folder of the adapter that KL is measured to: one that --model comes from.")
    private @Nullable Path reference;

    @Option(
            names = "--value",
            description = "Folder of the reward model that a separate value model begins as; by default --reward's.")
    private @Nullable Path value;

    @Option(
            names = "--pretraining",
            description = "JSON lines of demonstrations to learn beside, with pretraining.coefficient above 0.")
    private @Nullable Path pretraining;

    @Override
    public Integer call() throws IOException {
        PpoConfig configuration = options.configuration(PpoConfig.defaults());
        return options.train(new PolicyRunOptions.Training<>(
                configuration.policy().computeType(),
                configuration.sampling(),
                configuration.policy().seed(),
                PpoState.class,
                (opened, heldOut, folder, progress) -> new Ppo(configuration, start(opened), heldOut)
                        .run(opened.prompts().prompts(), opened.reward(), folder, progress, () -> false)));
    }

    private PolicyStart start(RewardedOptions.Opened opened) {
        return new PolicyStart(
                opened.weights(),
                opened.baseName(),
                opened.policy().adapter(),
                Optional.ofNullable(reference),
                valueStart(),
                demonstrations());
    }

    private Optional<Path> valueStart() {
        return value == null ? Optional.of(options.inputs.reward).filter(Files::isDirectory) : Optional.of(value);
    }

    private List<Demonstration> demonstrations() {
        if (pretraining == null) {
            return List.of();
        }
        DemonstrationFile file = DemonstrationFile.read(pretraining);
        file.notes().forEach(options.results.messages()::println);
        return file.demonstrations();
    }
}
