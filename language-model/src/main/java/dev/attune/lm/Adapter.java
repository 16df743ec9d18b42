package dev.attune.lm;

import java.util.List;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

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

    /** The adapter's own weights. */
    List<Parameter> parameters();
}
