package dev.attune.lab.workbench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.model.ModelNames;
import dev.attune.lab.suite.Provider;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.model.ModelPool;

/** The models that a suite needs, each loaded once. */
public final class SuiteModels {

    private final ModelPool pool;
    private final Path folder;
    private final Map<String, MeasuredModel> models = new HashMap<>();
    private final Map<String, RewardFunction> rewards = new HashMap<>();

    /** @param folder of the suite, beside which its models may be */
    public SuiteModels(ModelPool pool, Path folder) {
        this.pool = pool;
        this.folder = folder;
    }

    /** One that is loaded already, under a provider's name for it. */
    public void put(String name, MeasuredModel model) {
        models.put(name, model);
    }

    /** @param name {@code MODEL} or {@code MODEL+ADAPTER} */
    MeasuredModel model(String name) {
        return models.computeIfAbsent(name, ignored -> {
            int plus = name.indexOf('+');
            Path model = ModelNames.find(plus < 0 ? name : name.substring(0, plus), folder);
            Path adapter = plus < 0 ? null : ModelNames.find(name.substring(plus + 1), folder);
            return MeasuredModel.load(pool, model, adapter);
        });
    }

    RewardFunction reward(String name, MeasuredModel base) {
        return rewards.computeIfAbsent(
                name + " on " + base.name(), ignored -> pool.reward(ModelNames.find(name, folder), base.model()));
    }

    /** Who answers for a provider. */
    public Answerer answerer(Provider provider) {
        AnswerSettings settings = AnswerSettings.of(provider);
        return provider.model()
                .<Answerer>map(name -> new ModelAnswers(model(name), settings))
                .orElseGet(() -> new EndpointAnswers(provider, settings));
    }
}
