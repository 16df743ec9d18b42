package dev.attune.lab.command;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.model.MeasuredModel;

/** A model that is loaded when it is first asked for. */
final class Once implements Supplier<MeasuredModel> {

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
