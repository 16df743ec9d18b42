package dev.attune.lm.adapt;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Linear;

/** An adapter with weights of its own that trains, is saved and is loaded. Closing it frees them. */
public sealed interface TunedAdapter extends Adapter, AutoCloseable
        permits BottleneckAdapter,
                DenseAdapter,
                Ia3Adapter,
                LayersAdapter,
                LoraAdapter,
                NormAdapter,
                OffsetAdapter,
                PrefixAdapter,
                PromptAdapter {

    @Override
    default @Nullable NDArray delta(Linear layer, NDArray input) {
        return null;
    }

    @Override
    default @Nullable NDArray backward(Linear layer, NDArray input, NDArray gradient) {
        return null;
    }

    @Override
    void close();
}
