package dev.attune.lm.torch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The number types that weights and activations come in. */
public enum Dtype {
    FLOAT32("F32", 4),
    BFLOAT16("BF16", 2),
    FLOAT16("F16", 2),
    INT64("I64", 8);

    private final String safetensorsName;
    private final int bytes;
    private final int scalarType;

    Dtype(String safetensorsName, int bytes) {
        this.safetensorsName = safetensorsName;
        this.bytes = bytes;
        this.scalarType = LibTorch.constant("aoti_torch_dtype_" + name().toLowerCase(Locale.ROOT));
    }

    /** The name in a safetensors header, such as {@code BF16}. */
    public String safetensorsName() {
        return safetensorsName;
    }

    /** The type of that name in a safetensors header, if it is one of these. */
    public static Optional<Dtype> ofSafetensors(String name) {
        return Arrays.stream(values())
                .filter(dtype -> dtype.safetensorsName.equals(name))
                .findFirst();
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** libtorch's own number of this type ({@code c10::ScalarType}). */
    int scalarType() {
        return scalarType;
    }

    static Dtype ofScalarType(int scalarType) {
        for (Dtype dtype : values()) {
            if (dtype.scalarType == scalarType) {
                return dtype;
            }
        }
        throw new TorchException(
                "An array has libtorch's scalar type " + scalarType + ", which this library does not use.");
    }
}
