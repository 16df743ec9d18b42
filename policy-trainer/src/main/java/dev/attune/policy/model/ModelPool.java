package dev.attune.policy.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.reward.score.Answer;
import dev.attune.reward.score.RewardScorer;

/** Loaded models, each base once however many adapters and reward models stand on it; all freed together. */
public final class ModelPool implements AutoCloseable {

    private final LoadOptions options;
    private final Map<Path, LanguageModel> bases = new HashMap<>();
    private final List<AutoCloseable> owned = new ArrayList<>();

    public ModelPool(LoadOptions options) {
        this.options = options;
    }

    /** How a configuration wants models loaded. */
    public static LoadOptions options(ComputeType computeType) {
        return switch (computeType) {
            case FLOAT32 -> LoadOptions.float32();
            case BFLOAT16 -> LoadOptions.bfloat16();
        };
    }

    /** The base in a directory. */
    public LanguageModel base(Path directory) {
        return bases.computeIfAbsent(directory.toAbsolutePath().normalize(), path -> LanguageModel.load(path, options));
    }

    /** The adapter of a reference on its base, or none. */
    public Adapter adapter(ModelReference reference) {
        LanguageModel model = base(reference.base());
        return reference
                .adapter()
                .map(directory -> (Adapter) load(model, directory))
                .orElse(Adapter.NONE);
    }

    /**
     * The scores of a reward model, on the given base where it is an adapter. A score that is not finite is an error, not an
     * answer that cannot be scored: the model is damaged.
     */
    public RewardFunction reward(Path directory, LanguageModel base) {
        RewardScorer scorer = RewardScorer.sharing(directory, base);
        owned.add(scorer);
        return (prompts, answers) -> toFloats(scorer.score(IntStream.range(0, answers.size())
                .mapToObj(i -> new Answer(prompts.get(i), answers.get(i)))
                .toList()));
    }

    @Override
    public void close() {
        owned.reversed().forEach(ModelPool::close);
        bases.values().forEach(LanguageModel::close);
    }

    private TunedAdapter load(LanguageModel model, Path directory) {
        TunedAdapter adapter = PeftDirectory.load(model.manager(), model.transformer(), directory);
        owned.add(adapter);
        return adapter;
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("Memory of a model could not be freed", e);
        }
    }

    private static float[] toFloats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
            if (!Float.isFinite(floats[i])) {
                throw ErrorCategory.CALLER.error(
                        "reward-not-finite",
                        "The reward model scores an answer as " + numbers[i]
                                + "; its weights are damaged or diverged.");
            }
        }
        return floats;
    }
}
