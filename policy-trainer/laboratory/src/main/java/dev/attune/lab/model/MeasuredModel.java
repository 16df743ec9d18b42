package dev.attune.lab.model;

import java.nio.ByteBuffer;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.transformer.Fingerprint;
import dev.attune.lm.weight.Parameter;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;

/**
 * A model with its adapter, as it is measured: the one place where the laboratory loads them.
 *
 * @param name for reports
 */
public record MeasuredModel(String name, LanguageModel model, Adapter adapter) {

    /**
     * Loads a model, with an adapter beside it or as its own folder.
     *
     * @param models owner of what is loaded
     */
    public static MeasuredModel load(ModelPool models, Path model, @Nullable Path adapter) {
        ModelReference reference = adapter == null ? ModelReference.of(model, null) : ModelReference.of(adapter, model);
        String name = model + (adapter == null ? "" : "+" + adapter);
        return new MeasuredModel(name, models.base(reference.base()), models.adapter(reference));
    }

    /** A pool for models in a number type. */
    public static ModelPool pool(ComputeType compute) {
        return new ModelPool(ModelPool.options(compute));
    }

    /**
     * Equal for equal weights, whatever their folders are called: the base's fingerprint (its name where there is none) and the
     * numbers of the adapter.
     */
    public String digest() {
        Sha256 digest = new Sha256().add(Fingerprint.of(model.transformer()).orElse(name));
        for (Parameter parameter : adapter.parameters()) {
            ByteBuffer numbers = parameter.value().toByteBuffer();
            byte[] bytes = new byte[numbers.remaining()];
            numbers.get(bytes);
            digest.add(parameter.name()).add(bytes);
        }
        return digest.hex();
    }
}
