package dev.attune.lab.command;

import java.nio.file.Path;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.contracts.settings.ComputeType;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.model.ModelNames;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;
import dev.attune.policy.option.ComputeTypeOption;

/** The options that name a model: a picocli mixin. */
final class ModelChoice {

    /** The model that this repository makes, as everywhere on the command line. */
    static final String USUAL = "attune-tiny";

    @Option(names = "--model", paramLabel = "DIR", description = "A model, or a PEFT adapter's folder (" + USUAL + ").")
    private @Nullable Path named;

    @Option(names = "--adapter", paramLabel = "DIR", description = "A PEFT adapter on the model.")
    private @Nullable Path adapter;

    @Option(names = "--compute", converter = ComputeTypeOption.class, description = "float32 or bfloat16 (float32).")
    private ComputeType compute = ComputeType.FLOAT32;

    private Path model() {
        return named == null ? ModelNames.find(USUAL, Path.of("")) : named;
    }

    /** An empty pool, owner of what is loaded. */
    ModelPool pool() {
        return MeasuredModel.pool(compute);
    }

    MeasuredModel load(ModelPool pool) {
        return load(pool, adapter);
    }

    /** The model with another adapter than its own, or with none. */
    MeasuredModel load(ModelPool pool, @Nullable Path other) {
        return MeasuredModel.load(pool, model(), other);
    }

    boolean hasAdapter() {
        return adapter != null;
    }

    /** As it is reported. */
    String name() {
        return model() + (adapter == null ? "" : "+" + adapter);
    }

    /** The hash that stands for what is measured. */
    String identity() {
        return identity(adapter);
    }

    /** The hash that stands for the model with another adapter, or with none. */
    String identity(@Nullable Path other) {
        ModelReference reference = other == null ? ModelReference.of(model(), null) : ModelReference.of(other, model());
        return reference.sha256() + compute;
    }

    /** The model, loaded when it is first asked for. */
    Supplier<MeasuredModel> once(ModelPool pool) {
        return once(pool, adapter);
    }

    /** The model with another adapter, or with none, loaded when it is first asked for. */
    Supplier<MeasuredModel> once(ModelPool pool, @Nullable Path other) {
        return new Once(() -> load(pool, other));
    }

    private static final class Once implements Supplier<MeasuredModel> {
        private final Supplier<MeasuredModel> load;
        private @Nullable MeasuredModel loaded;

        Once(Supplier<MeasuredModel> load) {
            this.load = load;
        }

        @Override
        public MeasuredModel get() {
            MeasuredModel model = loaded == null ? load.get() : loaded;
            loaded = model;
            return model;
        }
    }
}
