package dev.attune.policy.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.ppo.PpoKl;
import dev.attune.contracts.settings.ppo.PpoValue;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.transformer.ScalarHead;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.ground.Seeds;
import dev.attune.reward.score.Normalisation;
import dev.attune.reward.score.RewardModelDescription;
import dev.attune.reward.tune.Tunables;

/**
 * What a run begins from.
 *
 * @param model frozen: the base of adapters, what full tuning copies, and the reference
 * @param baseName under which an adapter's configuration names its base
 * @param parent directory of the adapter to continue, whose rank and targets then hold instead of the configuration's
 * @param reference directory of an adapter that the policy comes from, in place of what kl.reference says
 * @param rewardModel directory of the reward model that a separate value model begins as
 * @param demonstrations of the pretraining mix
 */
public record PolicyStart(
        LanguageModel model,
        String baseName,
        Optional<Path> parent,
        Optional<Path> reference,
        Optional<Path> rewardModel,
        List<Demonstration> demonstrations) {

    private static final int ADAPTER = 2;
    private static final int VALUE_ADAPTER = 5;

    public PolicyStart {
        demonstrations = List.copyOf(demonstrations);
    }

    /** A start without a named reference, a reward model for values or demonstrations. */
    public static PolicyStart of(LanguageModel model, Optional<Path> parent, String baseName) {
        return new PolicyStart(model, baseName, parent, Optional.empty(), Optional.empty(), List.of());
    }

    /** The adapter whose frozen copy is the reference; none for the model without an adapter. */
    public Optional<Path> referenceAdapter(PpoConfig config) {
        return reference.or(
                () -> config.details().kl().reference() == PpoKl.Reference.BASE ? Optional.empty() : parent);
    }

    /** Writes the policy as it is before the first update: equal to its start, with the values that it begins with. */
    public void write(Path directory, PpoConfig config) {
        try (NDManager memory = model.manager().newSubManager()) {
            Files.createDirectories(directory);
            if (config.policy().tuning().trainsAll()) {
                model.save(directory);
            } else {
                TunedAdapter adapter = parent.map(from -> PeftDirectory.load(memory, model.transformer(), from))
                        .orElseGet(() -> adapter(
                                memory,
                                config.policy().tuning(),
                                Seeds.derive(config.policy().seed(), ADAPTER)));
                save(adapter, directory);
            }
            Ancestry.write(directory, parent.map(Ancestry::continuing).orElse(List.of()));
            Path head = Files.createDirectories(directory.resolve(PolicyModel.VALUE_HEAD));
            if (config.details().value().model() == PpoValue.Model.SEPARATE) {
                writeValueModel(memory, directory.resolve(PolicyModel.VALUE_MODEL), head, config);
            } else {
                parent.map(from -> from.resolve(PolicyModel.VALUE_HEAD))
                        .filter(Files::isDirectory)
                        .map(from -> ScalarHead.load(memory, from, hiddenSize()))
                        .orElseGet(() -> ScalarHead.zero(memory, hiddenSize()))
                        .save(head, Map.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The policy could not be written to " + directory, e);
        }
    }

    /** The reward model, whole or as an adapter, with its normalisation worked into the head; else the start and zeros. */
    private void writeValueModel(NDManager memory, Path directory, Path head, PpoConfig config) throws IOException {
        Files.createDirectories(directory);
        if (rewardModel.isEmpty()) {
            writeStart(memory, directory, config);
            ScalarHead.zero(memory, hiddenSize()).save(head, Map.of());
            return;
        }
        Path from = rewardModel.get();
        if (Trunk.isAdapter(from)) {
            save(PeftDirectory.load(memory, model.transformer(), from), directory);
        } else {
            try (Trunk whole = Trunk.load(model, memory, from)) {
                whole.save(directory, baseName);
            }
        }
        ScalarHead scores = ScalarHead.load(memory, from, hiddenSize());
        Normalisation normalisation = RewardModelDescription.read(from).normalisation();
        scores.parameters().get(1).value().subi(normalisation.mean());
        scores.parameters().forEach(parameter -> parameter.value().divi(normalisation.deviation()));
        scores.save(head, Map.of());
    }

    private void writeStart(NDManager memory, Path directory, PpoConfig config) {
        if (config.policy().tuning().trainsAll()) {
            model.save(directory);
        } else {
            long seed = Seeds.derive(config.policy().seed(), VALUE_ADAPTER);
            save(adapter(memory, config.policy().tuning(), seed), directory);
        }
    }

    private TunedAdapter adapter(NDManager memory, Tuning tuning, long seed) {
        return Tunables.adapter(tuning, model, memory, seed);
    }

    private void save(TunedAdapter adapter, Path directory) {
        PeftDirectory.save(adapter, model.transformer(), directory, baseName);
    }

    private int hiddenSize() {
        return model.config().hiddenSize();
    }
}
