package dev.attune.lm;

import java.util.List;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.torch.Autograd;

/**
 * What is added to a frozen model: an argument of each forward pass, so that switching it off, or to another one, costs
 * nothing and threads do not disturb each other.
 */
public interface Adapter {
    /** The model as it is. */
    Adapter NONE = new Adapter() {
        @Override
        public @Nullable NDArray delta(Linear layer, NDArray input) {
            return null;
        }

        @Override
        public @Nullable NDArray backward(Linear layer, NDArray input, NDArray gradient) {
            return null;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public String toString() {
            return "no adapter";
        }
    };

    /**
     * What to add to the output of a linear layer.
     *
     * @param layer with the names of its parts
     * @param input (..., in)
     * @return (..., out), out counting all parts, in the type of the input; or null for nothing
     */
    @Nullable
    NDArray delta(Linear layer, NDArray input);

    /**
     * Takes the gradient (..., out) of {@link #delta} for {@code input} to the adapter's own weights; not recorded.
     *
     * @return its share of the input's gradient, or null for nothing
     */
    default @Nullable NDArray backward(Linear layer, NDArray input, NDArray gradient) {
        NDArray leaf = Autograd.leaf(input);
        NDArray delta;
        try (var recording = Autograd.on()) {
            delta = delta(layer, leaf);
        }
        if (delta == null) {
            return null;
        }
        Autograd.backward(delta, gradient);
        return Autograd.gradient(leaf);
    }

    /** The adapter's own weights. */
    List<Parameter> parameters();
}
