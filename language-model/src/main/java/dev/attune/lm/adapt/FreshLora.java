package dev.attune.lm.adapt;

import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.config.WeightNames.Outside;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;
import dev.attune.lm.weight.RandomWeights;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.indexSelect;

/**
 * What low-rank adapters begin as, as PEFT's do: layers with A uniform within {@code 1 / sqrt(in)} and B 0, embeddings with A 0 and B
 * from N(0, 1); all else as copies of the base's.
 */
record FreshLora(Transformer transformer, LoraConfig config, long seed) implements LoraAdapter.MatrixSource {
    @Override
    public NDArray matrix(NDManager manager, String layer, boolean isA, Shape shape) {
        if (!isA) {
            return manager.zeros(shape);
        }
        RandomGenerator random = RandomWeights.generator(layer, seed);
        double bound = 1 / Math.sqrt((double) shape.get(1));
        return drawn(manager, shape, () -> random.nextDouble(-bound, bound));
    }

    private static NDArray drawn(NDManager manager, Shape shape, DoubleSupplier numbers) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.getAsDouble();
        }
        return manager.create(values, shape);
    }

    @Override
    public OutsideBlocks.Parts outside(NDManager manager) {
        Outside names = transformer.config().names().outside();
        LoraConfig.Beside beside = config.beside();
        Optional<Parameter> embedding = beside.copies(names.embedding())
                ? Optional.of(copy(manager, transformer.tokenEmbedding(), names.embedding()))
                : Optional.empty();
        boolean one = transformer.config().tiedEmbeddings() && beside.ties();
        Optional<Parameter> head = one && embedding.isPresent()
                ? embedding
                : beside.copies(names.head())
                        ? Optional.of(copy(manager, transformer.head().weight(), names.head()))
                        : Optional.empty();
        return new OutsideBlocks.Parts(lowRank(manager, names.embedding()), rows(manager, names), embedding, head);
    }

    private Parameter copy(NDManager manager, Parameter base, String name) {
        return trained(name, copied(manager, base.value()), transformer.compute());
    }

    private static NDArray copied(NDManager manager, NDArray base) {
        NDArray copy = copyAs(base, Dtype.FLOAT32);
        copy.attach(manager);
        return copy;
    }

    private static Parameter trained(String name, NDArray value, Dtype compute) {
        Parameter parameter = new Parameter(name, value, compute);
        parameter.train();
        return parameter;
    }

    private Optional<OutsideBlocks.LowRank> lowRank(NDManager manager, String embedding) {
        if (!config.matchesOutside(embedding)) {
            return Optional.empty();
        }
        if (config.dora()) {
            throw new IllegalArgumentException("DoRA does not reach the embedding; take other targets, or LoRA.");
        }
        RandomGenerator random = RandomWeights.generator(embedding, seed);
        int rank = config.rankOf(embedding);
        NDArray a = manager.zeros(new Shape(rank, transformer.config().vocabularySize()));
        NDArray b = drawn(manager, new Shape(transformer.config().hiddenSize(), rank), random::nextGaussian);
        return Optional.of(new OutsideBlocks.LowRank(
                trained(embedding + OutsideBlocks.LOW_A, a, Dtype.FLOAT32),
                trained(embedding + OutsideBlocks.LOW_B, b, Dtype.FLOAT32),
                config.scalingOf(embedding)));
    }

    private Optional<OutsideBlocks.Rows> rows(NDManager manager, Outside names) {
        LoraConfig.Beside beside = config.beside();
        if (beside.tokens().isEmpty()) {
            return Optional.empty();
        }
        if (beside.copies(names.embedding()) || config.matchesOutside(names.embedding())) {
            throw new IllegalArgumentException(
                    "The embedding as a whole, or a low-rank change of it, and rows of it cannot both train.");
        }
        int vocabulary = transformer.config().vocabularySize();
        for (int token : beside.tokens()) {
            if (token < 0 || token >= vocabulary) {
                throw new IllegalArgumentException("The row of token " + token
                        + " cannot train: the model's tokens are 0 to " + (vocabulary - 1) + ".");
            }
        }
        try (NDManager scratch = manager.newSubManager()) {
            NDArray index = scratch.create(
                    beside.tokens().stream().mapToLong(token -> token).toArray());
            NDArray base = indexSelect(transformer.tokenEmbedding().value(), 0, index);
            base.attach(scratch);
            return Optional.of(new OutsideBlocks.Rows(
                    beside.tokens(),
                    trained(names.embedding() + OutsideBlocks.ROWS, copied(manager, base), Dtype.FLOAT32)));
        }
    }

    @Override
    public NDArray own(NDManager manager, String name, NDArray base) {
        return copied(manager, base);
    }
}
