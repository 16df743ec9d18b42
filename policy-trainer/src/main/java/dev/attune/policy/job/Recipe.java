package dev.attune.policy.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.TrainingSettings;
import dev.attune.contracts.settings.Tuning;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.model.ModelReference;
import dev.attune.policy.run.Progress;
import dev.attune.worker.folder.SampledAnswer;
import dev.attune.worker.run.Attempt;

/**
 * A recipe as jobs ask for it.
 *
 * @param name in jobs, runs and lineage
 * @param needs what a run has beside a policy
 * @param common what every configuration has, under whatever record
 * @param maker trains, or goes on where the run's folder ends; makes nothing when it was asked to stop
 * @param <C> its configuration record
 */
record Recipe<C>(String name, C defaults, Needs needs, Function<C, TrainingSettings> common, Maker<C> maker) {

    /** What a run learns from. */
    enum Needs {
        /** The scores of a reward model. */
        REWARD_MODEL,
        /** {@code data.jsonl} of an artifact. */
        DATA
    }

    /** Makes a run. */
    @FunctionalInterface
    interface Maker<C> {
        Optional<Made> make(C configuration, Ingredients given);
    }

    /** Hears of every step. */
    @FunctionalInterface
    interface Steps {
        void step(int step, int steps, Map<String, Double> metrics);
    }

    /**
     * What a run is made from.
     *
     * @param model the base's weights
     * @param baseName under which an adapter names its base
     * @param policy what the run improves on
     * @param rewardModel folder of the reward model, for recipes that ask one
     * @param reward its scores, loaded when first asked for
     * @param prompts of the training split
     * @param data file of the data artifact, for recipes that read one
     * @param folder of the run
     * @param attempt says between two steps whether the run is to stop
     */
    record Ingredients(
            LanguageModel model,
            String baseName,
            ModelReference policy,
            Optional<Path> rewardModel,
            Supplier<RewardFunction> reward,
            List<List<Message>> prompts,
            Optional<Path> data,
            Path folder,
            Steps steps,
            Attempt attempt) {

        /** Hears of updates, of which there are {@code all}, and of what was sampled in them. */
        Progress progress(int all) {
            return new Progress() {
                @Override
                public void update(int update, Map<String, Double> metrics) {
                    steps.step(update, all, metrics);
                }

                @Override
                public void sampled(int update, List<SampledAnswer> answers) {
                    attempt.sampled(update, answers);
                }
            };
        }

        /** What a run came to that has tuned an adapter on the model. */
        Made adapter(Tunable.Tuning tuning, Map<String, Double> metrics) {
            TunedAdapter adapter = (TunedAdapter) tuning.adapter();
            return new Made(
                    folder -> PeftDirectory.save(adapter, model.transformer(), folder, baseName),
                    metrics,
                    Optional.empty());
        }
    }

    /**
     * What a run came to.
     *
     * @param files writes the adapter into a folder, while the model is open
     * @param reason why the run ended early, for a person
     */
    record Made(Consumer<Path> files, Map<String, Double> metrics, Optional<String> reason) {}

    /**
     * The defaults with some settings replaced.
     *
     * @throws AttuneException {@code unknown-setting} or {@code bad-setting}, naming the setting
     */
    Chosen<C> with(JsonNode overrides) {
        return new Chosen<>(this, Configurations.with(defaults, overrides));
    }

    /** This recipe with a configuration of its own kind, however it is typed. */
    Chosen<C> of(Object configuration) {
        return with(Json.MAPPER.valueToTree(configuration));
    }

    /** A recipe and its configuration. */
    record Chosen<C>(Recipe<C> recipe, C configuration) {

        String name() {
            return recipe.name();
        }

        TrainingSettings common() {
            return recipe.common().apply(configuration);
        }

        Optional<Made> make(Ingredients ingredients) {
            return recipe.maker().make(configuration, ingredients);
        }

        /** What the bus calls a policy is an adapter on a base that others share. */
        Chosen<C> requireAdapter() {
            Tuning.Method method = common().tuning().method();
            if (method == Tuning.Method.FULL) {
                throw ErrorCategory.CALLER.error(
                        "unsupported-setting",
                        "Setting tuning.method is " + method.text()
                                + ", but jobs publish adapters; set it to lora, or use" + " `train " + name()
                                + "`, which writes whole models.");
            }
            return this;
        }
    }
}
