package dev.attune.lm;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

import dev.attune.lm.torch.Dtype;

/** Makes layers from named weights, joining the weights of linear layers that share their input. */
final class LayerBuilder {
    private final TransformerConfig config;
    private final Dtype compute;
    private final WeightSource weights;
    private final NDArray epsilon;

    LayerBuilder(TransformerConfig config, Dtype compute, WeightSource weights, NDArray epsilon) {
        this.config = config;
        this.compute = compute;
        this.weights = weights;
        this.epsilon = epsilon;
    }

    Parameter embedding() {
        return matrix("model.embed_tokens", config.vocabularySize(), config.hiddenSize());
    }

    /** The output projection: the embedding itself where the configuration ties them. */
    Linear head(Parameter embedding) {
        Parameter weight =
                config.tiedEmbeddings() ? embedding : matrix("lm_head", config.vocabularySize(), config.hiddenSize());
        return new Linear(weight, List.of(new Linear.Part("lm_head", 0, config.vocabularySize())));
    }

    RmsNorm norm(String name) {
        NDArray weight = weights.weight(name + ".weight", Dtype.FLOAT32, config.hiddenSize());
        return new RmsNorm(new Parameter(name + ".weight", weight, Dtype.FLOAT32), epsilon, compute);
    }

    TransformerBlock block(int layer, RotaryEmbedding rotary) {
        String at = "model.layers." + layer + ".";
        int queries = config.heads() * config.headSize();
        int keys = config.keyValueHeads() * config.headSize();
        Linear queryKeyValue = joined(
                config.hiddenSize(),
                new Rows(at + "self_attn.q_proj", queries),
                new Rows(at + "self_attn.k_proj", keys),
                new Rows(at + "self_attn.v_proj", keys));
        Linear output = joined(queries, new Rows(at + "self_attn.o_proj", config.hiddenSize()));
        Linear gateUp = joined(
                config.hiddenSize(),
                new Rows(at + "mlp.gate_proj", config.intermediateSize()),
                new Rows(at + "mlp.up_proj", config.intermediateSize()));
        Linear down = joined(config.intermediateSize(), new Rows(at + "mlp.down_proj", config.hiddenSize()));
        return new TransformerBlock(
                norm(at + "input_layernorm"),
                new CausalSelfAttention(layer, config, queryKeyValue, output, rotary),
                norm(at + "post_attention_layernorm"),
                new FeedForward(config.intermediateSize(), gateUp, down));
    }

    private record Rows(String name, int rows) {}

    private Linear joined(int inputs, Rows... layers) {
        List<Linear.Part> parts = new ArrayList<>();
        NDList arrays = new NDList();
        int start = 0;
        for (Rows layer : layers) {
            arrays.add(weights.weight(layer.name() + ".weight", compute, layer.rows(), inputs));
            parts.add(new Linear.Part(layer.name(), start, layer.rows()));
            start += layer.rows();
        }
        NDArray weight = arrays.head();
        if (arrays.size() > 1) {
            weight = NDArrays.concat(arrays, 0);
            arrays.forEach(NDArray::close);
        }
        return new Linear(new Parameter(layers[0].name() + ".weight", weight, compute), parts);
    }

    private Parameter matrix(String name, int rows, int columns) {
        return new Parameter(name + ".weight", weights.weight(name + ".weight", compute, rows, columns), compute);
    }
}
