package dev.attune.lm.model;

import ai.djl.Device;

import dev.attune.lm.torch.Dtype;

/**
 * How a model is brought into memory.
 *
 * @param compute number type of frozen weights and activations: float32 or bfloat16, on a GPU also float16
 * @param device where weights and activations are
 */
public record LoadOptions(Dtype compute, Device device) {
    public LoadOptions {
        if (compute == Dtype.FLOAT16 && !device.isGpu()) {
            throw new IllegalArgumentException(
                    "A model computes in FLOAT16 on a GPU only; on the CPU take FLOAT32 or BFLOAT16.");
        }
        if (compute == Dtype.INT64) {
            throw new IllegalArgumentException("A model computes in FLOAT32, BFLOAT16 or FLOAT16, not in INT64.");
        }
    }

    /** On the CPU. */
    public LoadOptions(Dtype compute) {
        this(compute, Device.cpu());
    }

    public static LoadOptions float32() {
        return new LoadOptions(Dtype.FLOAT32);
    }

    public static LoadOptions bfloat16() {
        return new LoadOptions(Dtype.BFLOAT16);
    }
}
