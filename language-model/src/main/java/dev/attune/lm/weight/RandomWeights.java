package dev.attune.lm.weight;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.torch.Dtype;

import static dev.attune.lm.torch.Operators.to;

/**
 * Fresh weights: norms are one, biases zero, all else is normal with standard deviation 0.02. A weight depends on the seed and its
 * name only, so the same seed gives the same model.
 */
public record RandomWeights(NDManager manager, long seed) implements WeightSource {
    private static final double STANDARD_DEVIATION = 0.02;

    @Override
    public NDArray weight(String name, Dtype dtype, long... shape) {
        if (shape.length == 1) {
            NDArray constant =
                    name.endsWith(".bias") ? manager.zeros(new Shape(shape)) : manager.ones(new Shape(shape));
            return cast(constant, dtype);
        }
        NDArray wide = manager.create(gaussian(name, seed, new Shape(shape).size()), new Shape(shape));
        return cast(wide, dtype);
    }

    private static NDArray cast(NDArray wide, Dtype dtype) {
        if (dtype == Dtype.FLOAT32) {
            return wide;
        }
        try (wide) {
            return to(wide, dtype);
        }
    }

    private static float[] gaussian(String name, long seed, long count) {
        RandomGenerator random = generator(name, seed);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * STANDARD_DEVIATION);
        }
        return values;
    }

    /** A generator for one named weight. */
    public static RandomGenerator generator(String name, long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    }
}
