package dev.attune.lm.peft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.OutsideBlocks;
import dev.attune.lm.adapt.OutsideBlocks.LowRank;
import dev.attune.lm.adapt.OutsideBlocks.Rows;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.WeightNames.Outside;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.GradientOperators.copyAs;

/** What PEFT's LORA keeps of embeddings and heads: {@code modules_to_save}, {@code trainable_token_indices}, low-rank embeddings. */
final class OutsideFormat {
    private static final String BASE = ".base_layer.weight";
    private static final double SAME = 1e-2;

    private OutsideFormat() {}

    static OutsideBlocks.Parts read(PeftDirectory.Loading loading, LoraConfig lora, NDManager owner) {
        Outside names = loading.transformer().config().names().outside();
        boolean embedding = lora.beside().copies(names.embedding());
        boolean head = lora.beside().copies(names.head());
        boolean one = lora.beside().ties() && (embedding || head);
        Optional<Parameter> input =
                embedding || one ? Optional.of(whole(loading, owner, names.embedding())) : Optional.empty();
        Optional<Parameter> output = head || one ? Optional.of(whole(loading, owner, names.head())) : Optional.empty();
        if (one && output.isPresent()) {
            output.get().value().close(); // the same again
            output = input;
        }
        requireSameHead(loading, owner, PeftWeights.PREFIX + names.head());
        return new OutsideBlocks.Parts(lowRank(loading, lora, owner), rows(loading, owner), input, output);
    }

    private static boolean isNamed(String name, String module) {
        return name.equals(module) || name.endsWith("." + module);
    }

    private static Parameter whole(PeftDirectory.Loading loading, NDManager owner, String name) {
        TransformerConfig model = loading.transformer().config();
        NDArray value = loading.weights().take(owner, key(name), model.vocabularySize(), model.hiddenSize());
        return trained(name, value, loading.transformer().compute());
    }

    private static Parameter trained(String name, NDArray value, Dtype compute) {
        Parameter parameter = new Parameter(name, value, compute);
        parameter.train();
        return parameter;
    }

    private static Optional<LowRank> lowRank(PeftDirectory.Loading loading, LoraConfig lora, NDManager owner) {
        TransformerConfig model = loading.transformer().config();
        String name = model.names().outside().embedding();
        String at = PeftWeights.PREFIX + name;
        if (!lora.matchesOutside(name) || !loading.weights().has(at + OutsideBlocks.LOW_A)) {
            return Optional.empty();
        }
        requireSameBase(loading, owner, at, loading.transformer().tokenEmbedding());
        long rank = lora.rankOf(name);
        NDArray a = loading.weights().take(owner, at + OutsideBlocks.LOW_A, rank, model.vocabularySize());
        NDArray b = loading.weights().take(owner, at + OutsideBlocks.LOW_B, model.hiddenSize(), rank);
        return Optional.of(new LowRank(
                trained(name + OutsideBlocks.LOW_A, a, Dtype.FLOAT32),
                trained(name + OutsideBlocks.LOW_B, b, Dtype.FLOAT32),
                lora.scalingOf(name)));
    }

    private static void requireSameHead(PeftDirectory.Loading loading, NDManager owner, String at) {
        requireSameBase(loading, owner, at, loading.transformer().head().weight());
    }

    /** PEFT saves the base's embedding or head beside its own change of it: perhaps resized, or of another model. */
    private static void requireSameBase(PeftDirectory.Loading loading, NDManager owner, String at, Parameter base) {
        if (!loading.weights().has(at + BASE)) {
            return;
        }
        TransformerConfig model = loading.transformer().config();
        try (NDManager scratch = owner.newSubManager()) {
            NDArray saved = loading.weights().take(scratch, at + BASE, model.vocabularySize(), model.hiddenSize());
            NDArray own = copyAs(base.value(), Dtype.FLOAT32);
            own.attach(scratch);
            NDArray difference = saved.sub(own).abs().max();
            if (!(difference.getFloat() <= SAME)) {
                throw loading.config()
                        .wrong(
                                "it was trained on a base whose embedding is not that of the model that is loaded.",
                                null);
            }
        }
    }

    private static Optional<Rows> rows(PeftDirectory.Loading loading, NDManager owner) {
        List<Integer> tokens = tokens(loading);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        TransformerConfig model = loading.transformer().config();
        String name = model.names().outside().embedding() + OutsideBlocks.ROWS;
        NDArray value = loading.weights().take(owner, PeftWeights.PREFIX + name, tokens.size(), model.hiddenSize());
        return Optional.of(new Rows(tokens, trained(name, value, Dtype.FLOAT32)));
    }

    /** Whose rows of the embedding train. */
    static List<Integer> tokens(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        if (!config.uses("trainable_token_indices")) {
            return List.of();
        }
        TransformerConfig model = loading.transformer().config();
        String name = model.names().outside().embedding();
        JsonNode written = config.json().path("trainable_token_indices");
        List<Integer> tokens = new ArrayList<>();
        for (JsonNode list : written.isObject() ? written : List.of(written)) {
            list.forEach(token -> tokens.add(token.asInt()));
        }
        if (written.isObject()
                && (written.size() != 1 || !isNamed(name, written.fieldNames().next()))) {
            throw config.refused("trainable_token_indices of other modules than " + name, "merge it with PEFT");
        }
        if (tokens.stream().anyMatch(token -> token < 0 || token >= model.vocabularySize())) {
            throw config.wrong("it has rows of tokens that the model does not have.", null);
        }
        return tokens;
    }

    /** The weights as files have them; the base's embedding and head where they are adapted, as PEFT does. */
    static void weights(OutsideBlocks outside, Transformer transformer, Map<String, NDArray> weights) {
        Outside names = transformer.config().names().outside();
        outside.wholeEmbedding().ifPresent(weight -> weights.put(key(names.embedding()), weight.value()));
        outside.wholeHead().ifPresent(weight -> weights.put(key(names.head()), weight.value()));
        outside.rows()
                .ifPresent(rows -> weights.put(
                        PeftWeights.PREFIX + rows.weight().name(), rows.weight().value()));
        outside.lowRank().ifPresent(low -> {
            weights.put(PeftWeights.PREFIX + low.a().name(), low.a().value());
            weights.put(PeftWeights.PREFIX + low.b().name(), low.b().value());
        });
    }

    /** The base's matrix of this name, which PEFT wants beside an adapter of it. */
    static void base(Parameter matrix, String name, Map<String, NDArray> weights) {
        weights.put(PeftWeights.PREFIX + name + BASE, matrix.value());
    }

    private static String key(String name) {
        return PeftWeights.PREFIX + name + ".weight";
    }
}
