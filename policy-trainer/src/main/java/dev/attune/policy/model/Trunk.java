package dev.attune.policy.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

/**
 * A transformer in training: an adapter on a frozen base that others share, or a model of which every weight moves.
 *
 * @param adapter {@link Adapter#NONE} for a whole model
 */
public record Trunk(LanguageModel model, Adapter adapter, List<Parameter> parameters, boolean whole)
        implements AutoCloseable {

    public Trunk {
        parameters = List.copyOf(parameters);
    }

    /** What {@link #save} wrote: a PEFT adapter goes on {@code base}, a whole model stands by itself and is freed with this. */
    public static Trunk load(LanguageModel base, NDManager owner, Path directory) {
        if (isAdapter(directory)) {
            return of(base, PeftDirectory.load(owner, base.transformer(), directory));
        }
        LanguageModel own =
                LanguageModel.load(directory, new LoadOptions(base.transformer().compute()));
        List<Parameter> parameters = own.transformer().parameters();
        parameters.forEach(Parameter::train);
        return new Trunk(own, Adapter.NONE, parameters, true);
    }

    static Trunk of(LanguageModel base, TunedAdapter adapter) {
        return new Trunk(base, adapter, adapter.parameters(), false);
    }

    public static boolean isAdapter(Path directory) {
        return Files.exists(directory.resolve(PeftDirectory.CONFIG));
    }

    /** Writes a PEFT adapter or a Hugging Face model, which others can load. */
    public void save(Path directory, String baseName) {
        if (adapter instanceof TunedAdapter tuned) {
            PeftDirectory.save(tuned, model.transformer(), directory, baseName);
        } else {
            model.save(directory);
        }
    }

    /**
     * Writes the float32 weights of a whole model that computes in another type: loading a model rounds to that type, so
     * resuming would not go on exactly.
     */
    void saveMasters(Path file) {
        if (!hasMasters()) {
            return;
        }
        TreeMap<String, NDArray> weights = new TreeMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            weights.put(key(i), parameters.get(i).value());
        }
        SafetensorsWriter.write(file, weights, Map.of());
    }

    /** Takes over what {@link #saveMasters} wrote; without such a file the weights stay. */
    void loadMasters(Path file) {
        if (!hasMasters() || !Files.exists(file)) {
            return;
        }
        try (NDManager step = model.newStep();
                SafetensorsFile masters = SafetensorsFile.open(file)) {
            for (int i = 0; i < parameters.size(); i++) {
                NDArray value = parameters.get(i).value();
                NDArray saved = masters.weight(
                        step, key(i), Dtype.FLOAT32, value.getShape().getShape());
                Tensors.bytes(value).copyFrom(Tensors.bytes(saved));
                parameters.get(i).changed();
            }
        }
    }

    @Override
    public void close() {
        if (whole) {
            model.close();
        }
    }

    private boolean hasMasters() {
        return whole && model.transformer().compute() != Dtype.FLOAT32;
    }

    private String key(int index) {
        return "%05d.%s".formatted(index, parameters.get(index).name());
    }
}
