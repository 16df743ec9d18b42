package dev.attune.reward.train;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.weight.Parameter;
import dev.attune.reward.encode.PromptGroup;
import dev.attune.reward.encode.PromptGroup.Comparison;
import dev.attune.worker.folder.RunFolder;

/** Keeps, every so many steps, what a run needs to go on after its process ended; and its progress. */
public final class Snapshots {

    private static final String WEIGHTS = "parameters.safetensors";
    private static final String OPTIMISER = "optimiser.safetensors";

    private final @Nullable RunFolder<RewardRunState> folder;
    private final int everySteps;
    private final String baseSha256;
    private @Nullable RewardRunState state;

    private Snapshots(@Nullable RunFolder<RewardRunState> folder, int everySteps, String baseSha256) {
        this.folder = folder;
        this.everySteps = everySteps;
        this.baseSha256 = baseSha256;
    }

    /** Keeps nothing. */
    public static Snapshots none() {
        return new Snapshots(null, Integer.MAX_VALUE, "");
    }

    /**
     * Keeps a state in {@code folder} after every {@code everySteps} steps; goes on where the folder ends.
     *
     * @param baseSha256 hash of the base model
     */
    public static Snapshots in(RunFolder<RewardRunState> folder, int everySteps, String baseSha256) {
        return new Snapshots(folder, everySteps, baseSha256);
    }

    /**
     * Puts weights and optimiser to where the folder's newest whole state has them.
     *
     * @return steps done, 0 for a run that begins
     * @throws AttuneException {@code other-run} when the folder's run has other settings or data
     */
    int restore(RewardModelConfig config, List<PromptGroup> training, AdamW optimizer) {
        if (folder == null) {
            return 0;
        }
        RewardRunState now = new RewardRunState(config, baseSha256, sha256(training));
        state = now;
        Optional<RunFolder.Saved<RewardRunState>> saved = folder.newest();
        saved.ifPresent(found -> requireSame(found.state(), now));
        int step = saved.map(RunFolder.Saved::step).orElse(0);
        folder.forgetAfter(step);
        saved.ifPresent(found -> {
            load(found.directory().resolve(WEIGHTS), optimizer.parameters());
            optimizer.load(found.directory().resolve(OPTIMISER));
        });
        return step;
    }

    /** Hears of a finished step. */
    void report(StepMetrics metrics, AdamW optimizer) {
        if (folder == null) {
            return;
        }
        folder.report(metrics.step(), metrics.asMap());
        if (metrics.step() % everySteps == 0) {
            folder.save(
                    metrics.step(), Objects.requireNonNull(state, "restored before"), metrics.asMap(), directory -> {
                        SafetensorsWriter.write(directory.resolve(WEIGHTS), named(optimizer.parameters()), Map.of());
                        optimizer.save(directory.resolve(OPTIMISER));
                    });
        }
    }

    private void requireSame(RewardRunState earlier, RewardRunState now) {
        Map<String, Object> before = Configurations.asMap(earlier.configuration());
        List<String> different = new TreeMap<>(Configurations.asMap(now.configuration()))
                .entrySet().stream()
                        .filter(setting -> !Objects.equals(before.get(setting.getKey()), setting.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        if (!different.isEmpty()) {
            throw otherRun("other settings (" + String.join(", ", different) + ")");
        }
        if (!earlier.baseSha256().equals(now.baseSha256())) {
            throw otherRun("another base model");
        }
        if (!earlier.dataSha256().equals(now.dataSha256())) {
            throw otherRun("other training data");
        }
    }

    private AttuneException otherRun(String difference) {
        return ErrorCategory.CALLER.error(
                "other-run",
                "The unfinished run in "
                        + Objects.requireNonNull(folder, "folder").root() + " has " + difference
                        + "; resume it as it began, or begin anew with another --out.");
    }

    private static SortedMap<String, NDArray> named(List<Parameter> parameters) {
        SortedMap<String, NDArray> named = new TreeMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            named.put(key(i, parameters.get(i)), parameters.get(i).value());
        }
        return named;
    }

    private static void load(Path path, List<Parameter> parameters) {
        try (SafetensorsFile file = SafetensorsFile.open(path);
                Autograd.Scope off = Autograd.off()) {
            for (int i = 0; i < parameters.size(); i++) {
                Parameter parameter = parameters.get(i);
                NDArray value = parameter.value();
                try (NDArray kept = file.weight(
                        value.getManager(),
                        key(i, parameter),
                        Dtype.FLOAT32,
                        value.getShape().getShape())) {
                    Operators.copyInto(value, kept);
                }
                parameter.changed();
            }
        }
    }

    private static String key(int index, Parameter parameter) {
        return "%05d.%s".formatted(index, parameter.name());
    }

    private static String sha256(List<PromptGroup> training) {
        Sha256 hash = new Sha256();
        for (PromptGroup group : training) {
            group.rows().forEach(row -> {
                hash.add(row.shared());
                row.texts().forEach(hash::add);
            });
            for (Comparison one : group.comparisons()) {
                hash.add(ByteBuffer.allocate(3 * Integer.BYTES + 3 * Double.BYTES)
                        .putInt(one.first())
                        .putInt(one.second())
                        .putInt(one.pair().outcome().ordinal())
                        .putDouble(one.margin())
                        .putDouble(one.weight())
                        .putDouble(one.pair().probability())
                        .array());
            }
        }
        return hash.hex();
    }
}
