package dev.attune.lm;

import dev.attune.lm.torch.Dtype;

/**
 * How a model is brought into memory.
 *
 * @param compute number type of frozen weights and activations: float32 or bfloat16
 */
public record LoadOptions(Dtype compute) {
    public LoadOptions {
        if (compute != Dtype.FLOAT32 && compute != Dtype.BFLOAT16) {
            throw new IllegalArgumentException("A model computes in FLOAT32 or BFLOAT16, not in " + compute + ".");
        }
    }

    public static LoadOptions float32() {
        return new LoadOptions(Dtype.FLOAT32);
    }

    public static LoadOptions bfloat16() {
        return new LoadOptions(Dtype.BFLOAT16);
    }
}
