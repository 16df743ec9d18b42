package dev.attune.lm.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.config.Architecture;
import dev.attune.lm.config.Architecture.Attention;
import dev.attune.lm.config.Architecture.Learned;
import dev.attune.lm.config.Architecture.NormKind;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.WeightNames;
import dev.attune.lm.layer.CausalSelfAttention.HeadNorms;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;
import dev.attune.lm.weight.WeightSource;

/** Makes layers from named weights, joining the weights of linear layers that share their input. */
public final class LayerBuilder {
    private final NDManager manager;
    private final TransformerConfig config;
    private final Architecture architecture;
    private final WeightNames names;
    private final Dtype compute;
    private final WeightSource weights;
    private final NDArray epsilon;

    /** Layers of {@code config} from {@code weights}; {@code manager} owns what is made of them. */
    public LayerBuilder(NDManager manager, TransformerConfig config, Dtype compute, WeightSource weights) {
        this.manager = manager;
        this.config = config;
        this.architecture = config.architecture();
        this.names = config.names();
        this.compute = compute;
        this.weights = weights;
        this.epsilon = manager.create((float) architecture.normalization().epsilon());
    }

    public Parameter embedding() {
        return table(names.outside().embedding(), config.vocabularySize());
    }

    /** Learned position embeddings (P, H), where the architecture has them. */
    @Nullable
    public Parameter positions() {
        String name = names.outside().positions();
        return architecture.positions() instanceof Learned && name != null
                ? table(name, config.maximumPositions())
                : null;
    }

    public Norm finalNorm() {
        return norm(names.outside().finalNorm(), config.hiddenSize());
    }

    /** The output projection: the embedding itself where the configuration ties them. */
    public Linear head(Parameter embedding) {
        String name = names.outside().head();
        Parameter weight = config.tiedEmbeddings() ? embedding : table(name, config.vocabularySize());
        return new Linear(weight, List.of(new Linear.Part(name, 0, config.vocabularySize())));
    }

    public TransformerBlock block(int layer, @Nullable RotaryEmbedding rotary) {
        WeightNames.Block block = names.block();
        String at = block.prefix() + layer + ".";
        return new TransformerBlock(
                attention(layer, at, rotary),
                feedForward(at),
                norm(at + block.norms().attention(), config.hiddenSize()),
                norm(at + block.norms().feedForward(), config.hiddenSize()),
                architecture.parallelResidual());
    }

    private CausalSelfAttention attention(int layer, String at, @Nullable RotaryEmbedding rotary) {
        Attention attention = architecture.attention();
        WeightNames.Block block = names.block();
        int queries = config.heads() * config.headSize();
        int keys = config.keyValueHeads() * config.headSize();
        int[] rows =
                block.queryKeyValue().size() == 1 ? new int[] {queries + 2 * keys} : new int[] {queries, keys, keys};
        Linear queryKeyValue = joined(at, block.queryKeyValue(), rows, config.hiddenSize(), attention.inputBias());
        Linear output =
                joined(at, List.of(block.output()), new int[] {config.hiddenSize()}, queries, attention.outputBias());
        HeadNorms headNorms = attention.headNorm()
                ? new HeadNorms(
                        norm(at + block.queryKeyNorms().get(0), config.headSize()),
                        norm(at + block.queryKeyNorms().get(1), config.headSize()))
                : null;
        return new CausalSelfAttention(layer, config, queryKeyValue, output, headNorms, rotary);
    }

    private FeedForward feedForward(String at) {
        Architecture.FeedForwardNetwork kind = architecture.feedForward();
        WeightNames.Block block = names.block();
        int inner = config.intermediateSize();
        int[] rows = kind.gated() ? new int[] {inner, inner} : new int[] {inner};
        Linear gateUp = joined(at, block.inner(), rows, config.hiddenSize(), kind.bias());
        Linear down = joined(at, List.of(block.down()), new int[] {config.hiddenSize()}, inner, kind.bias());
        return new FeedForward(kind, inner, gateUp, down);
    }

    private Norm norm(String name, int size) {
        Parameter weight = vector(name + ".weight", size);
        return architecture.normalization().kind() == NormKind.RMS
                ? new RmsNorm(weight, epsilon, compute)
                : new LayerNorm(
                        weight,
                        vector(name + ".bias", size),
                        architecture.normalization().epsilon(),
                        compute);
    }

    private Linear joined(String at, List<String> layers, int[] rows, int inputs, boolean hasBias) {
        List<Linear.Part> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < rows.length; i++) {
            parts.add(new Linear.Part(at + layers.get(i), start, rows[i]));
            start += rows[i];
        }
        Parameter weight = parameter(parts, ".weight", matrix(parts, inputs));
        Parameter bias = hasBias ? parameter(parts, ".bias", weights.joined(compute, stored(parts, ".bias"))) : null;
        return new Linear(weight, bias, parts);
    }

    private Parameter parameter(List<Linear.Part> parts, String ending, NDArray value) {
        return new Parameter(parts.getFirst().name() + ending, value, compute);
    }

    private static List<WeightSource.Part> stored(List<Linear.Part> parts, String ending, long... columns) {
        return parts.stream()
                .map(part -> new WeightSource.Part(
                        part.name() + ending,
                        LongStream.concat(LongStream.of(part.rows()), LongStream.of(columns))
                                .toArray()))
                .toList();
    }

    /** The weight of layers that share their input as (rows, inputs), however the checkpoint holds it. */
    private NDArray matrix(List<Linear.Part> parts, int inputs) {
        if (!names.transposed()) {
            return weights.joined(compute, stored(parts, ".weight", inputs));
        }
        int rows = parts.stream().mapToInt(Linear.Part::rows).sum();
        NDArray matrix = Tensors.empty(manager, compute, rows, inputs);
        for (Linear.Part part : parts) {
            try (NDArray stored = weights.weight(part.name() + ".weight", compute, inputs, part.rows());
                    NDArray turned = stored.transpose();
                    NDArray place = Operators.narrow(matrix, 0, part.start(), part.rows())) {
                Operators.copyInto(place, turned);
            }
        }
        return matrix;
    }

    private Parameter table(String name, int rows) {
        NDArray value = weights.weight(name + ".weight", compute, rows, config.hiddenSize());
        return new Parameter(name + ".weight", value, compute);
    }

    private Parameter vector(String name, int size) {
        return new Parameter(name, weights.weight(name, Dtype.FLOAT32, size), Dtype.FLOAT32);
    }
}
