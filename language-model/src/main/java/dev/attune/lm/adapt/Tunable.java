package dev.attune.lm.adapt;

import java.util.List;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

/** Which parameters train: the one value in which ways of tuning differ. */
public sealed interface Tunable {
    /** Every weight of the transformer. */
    record Full() implements Tunable {}

    /** A new low-rank adapter; the transformer stays as it is. */
    record Lora(LoraConfig config) implements Tunable {}

    /**
     * What to train and what to pass to each forward pass.
     *
     * @param adapter {@link Adapter#NONE} for full tuning
     * @param parameters those that the optimiser moves
     */
    record Tuning(Adapter adapter, List<Parameter> parameters) {
        public Tuning {
            parameters = List.copyOf(parameters);
        }
    }

    static Tunable full() {
        return new Full();
    }

    static Tunable lora(int rank, double alpha) {
        return new Lora(LoraConfig.allLinear(rank, alpha));
    }

    /** Makes the parameters trainable; new ones are drawn with {@code seed} and owned by {@code owner}. */
    default Tuning prepare(NDManager owner, Transformer transformer, long seed) {
        return switch (this) {
            case Full() -> {
                transformer.parameters().forEach(Parameter::train);
                yield new Tuning(Adapter.NONE, transformer.parameters());
            }
            case Lora(LoraConfig config) -> {
                LoraAdapter adapter = LoraAdapter.create(owner, transformer, config, seed);
                yield new Tuning(adapter, adapter.parameters());
            }
        };
    }
}
