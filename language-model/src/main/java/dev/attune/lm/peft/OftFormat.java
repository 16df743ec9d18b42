package dev.attune.lm.peft;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.adapt.DenseAdapter;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Dtype;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.times;
import static java.util.Objects.requireNonNull;

/**
 * PEFT's OFT (arXiv:2306.07280), which is loaded: each block of b inputs is turned, {@code x R}, before the layer's product. R comes
 * of a matrix Q with {@code Q^T = -Q}, of which the file has what lies above the diagonal: {@code (I - Q) (I + Q)^-1}, or the first
 * terms of its series, {@code I + 2 Q + 2 Q^2 + ... + Q^n}.
 */
final class OftFormat {
    static final String TYPE = "OFT";

    private static final int THIRD_POWER = 3;

    private OftFormat() {}

    /** As what is added to the layers' weights, {@code W R^T - W}. */
    static DenseAdapter read(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(
                LoraFormat.union(
                        LoraFormat.TARGETS,
                        Set.of(
                                "r",
                                "oft_block_size",
                                "bias",
                                "block_share",
                                "use_cayley_neumann",
                                "num_cayley_neumann_terms")),
                Set.of("module_dropout", "eps", "init_weights", "fan_in_fan_out"));
        LoraKin.requireNoBias(config);
        LoraKin.requireStoredByOutputs(loading);
        LoraTargets targets = config.targets();
        Map<String, Linear> layers = new HashMap<>();
        loading.transformer()
                .linears()
                .forEach(linear -> linear.parts().forEach(part -> layers.put(part.name(), linear)));
        return DenseAdapter.build(
                loading.parent(),
                loading.transformer(),
                (owner, part, inputs) -> targets.matches(part.name())
                        ? change(loading, owner, part, requireNonNull(layers.get(part.name())))
                        : null);
    }

    private static NDArray change(PeftDirectory.Loading loading, NDManager owner, Linear.Part part, Linear linear) {
        NDArray rows = narrow(linear.weight().value(), 0, part.start(), part.rows());
        rows.attach(owner);
        NDArray weight = copyAs(rows, Dtype.FLOAT32);
        NDArray turns = turns(loading, owner, part.name(), linear.inputs()); // (1 or in / b, b, b)
        long size = turns.getShape().get(1);
        long blocks = linear.inputs() / size;
        NDArray each = turns.broadcast(new Shape(blocks, size, size)).transpose(0, 2, 1);
        NDArray turned = weight.reshape(part.rows(), blocks, size)
                .transpose(1, 0, 2)
                .matMul(each) // (blocks, rows, b)
                .transpose(1, 0, 2)
                .reshape(part.rows(), linear.inputs());
        return turned.sub(weight);
    }

    private static NDArray turns(PeftDirectory.Loading loading, NDManager owner, String layer, int inputs) {
        PeftConfig config = loading.config();
        NDArray above =
                loading.weights().take(owner, PeftWeights.PREFIX + layer + ".oft_R.weight"); // (blocks, numbers)
        long count = above.getShape().get(0);
        long size = inputs / (config.flag("block_share") ? blocks(config, inputs) : count);
        if (above.getShape().get(1) != size * (size - 1) / 2) {
            throw config.wrong("its weights of " + layer + " do not fit blocks of " + size + " inputs.", null);
        }
        NDArray q = skew(owner, above, (int) size);
        NDArray one = owner.eye((int) size).expandDims(0);
        return config.flag("use_cayley_neumann")
                ? series(one.add(times(q, 2)), q, config.integer("num_cayley_neumann_terms"))
                : one.sub(q).matMul(one.add(q).inverse());
    }

    private static long blocks(PeftConfig config, int inputs) {
        int size = config.integer("oft_block_size");
        return size > 0 ? inputs / size : config.integer("r");
    }

    /** From rows of what lies above the diagonal to matrices (blocks, b, b) with {@code Q^T = -Q}. */
    private static NDArray skew(NDManager owner, NDArray above, int size) {
        float[] given = above.toFloatArray();
        int blocks = (int) above.getShape().get(0);
        float[] all = new float[blocks * size * size];
        int next = 0;
        for (int block = 0; block < blocks; block++) {
            int start = block * size * size;
            for (int row = 0; row < size; row++) {
                for (int column = row + 1; column < size; column++, next++) {
                    all[start + row * size + column] = given[next];
                    all[start + column * size + row] = -given[next];
                }
            }
        }
        return owner.create(all, new Shape(blocks, size, size));
    }

    /** PEFT counts I as a term; the last power counts once, and is the third at least. */
    private static NDArray series(NDArray first, NDArray q, int terms) {
        if (terms <= 2) {
            return terms == 2 ? first : first.sub(times(q, 2));
        }
        NDArray power = q.matMul(q);
        NDArray sum = first.add(times(power, 2));
        for (int exponent = THIRD_POWER; exponent < terms - 1; exponent++) {
            power = power.matMul(q);
            sum = sum.add(times(power, 2));
        }
        return sum.add(power.matMul(q));
    }
}
