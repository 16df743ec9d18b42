package dev.attune.lm.peft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.OutsideBlocks;
import dev.attune.lm.adapt.OutsideBlocks.LowRank;
import dev.attune.lm.adapt.OutsideBlocks.Rows;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.WeightNames.Outside;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.to;

/** What PEFT's LORA keeps of embeddings and heads: {@code modules_to_save}, {@code trainable_token_indices}, low-rank embeddings. */
final class OutsideFormat {
    private static final String ROWS = ".token_adapter.trainable_tokens_delta";
    private static final String LOW_A = ".lora_embedding_A";
    private static final String LOW_B = ".lora_embedding_B";
    private static final String BASE = ".base_layer.weight";
    private static final double SAME = 1e-2;

    private OutsideFormat() {}

    static OutsideBlocks.Parts read(PeftDirectory.Loading loading, LoraConfig lora, NDManager owner) {
        PeftConfig config = loading.config();
        Outside names = loading.transformer().config().names().outside();
        Optional<Parameter> embedding = Optional.empty();
        Optional<Parameter> head = Optional.empty();
        for (String module : config.texts("modules_to_save")) {
            if (isNamed(names.embedding(), module)) {
                embedding = Optional.of(whole(loading, owner, names.embedding()));
            } else if (isNamed(names.head(), module)) {
                head = Optional.of(whole(loading, owner, names.head()));
            } else {
                throw config.refused("modules_to_save '" + module + "'", "merge it with PEFT and load the result");
            }
        }
        return new OutsideBlocks.Parts(lowRank(loading, lora, owner), rows(loading, owner), embedding, head);
    }

    private static boolean isNamed(String name, String module) {
        return name.equals(module) || name.endsWith("." + module);
    }

    private static Parameter whole(PeftDirectory.Loading loading, NDManager owner, String name) {
        TransformerConfig model = loading.transformer().config();
        NDArray value = loading.weights()
                .take(owner, PeftWeights.PREFIX + name + ".weight", model.vocabularySize(), model.hiddenSize());
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
        if (!loading.weights().has(at + LOW_A)) {
            return Optional.empty();
        }
        requireSameBase(loading, owner, at);
        long rank = lora.rankOf(name);
        NDArray a = loading.weights().take(owner, at + LOW_A, rank, model.vocabularySize());
        NDArray b = loading.weights().take(owner, at + LOW_B, model.hiddenSize(), rank);
        return Optional.of(new LowRank(
                trained(name + LOW_A, a, Dtype.FLOAT32),
                trained(name + LOW_B, b, Dtype.FLOAT32),
                lora.scalingOf(name)));
    }

    /** PEFT saves the base's embedding beside its own change of it: perhaps resized, or of another model. */
    private static void requireSameBase(PeftDirectory.Loading loading, NDManager owner, String at) {
        if (!loading.weights().has(at + BASE)) {
            return;
        }
        TransformerConfig model = loading.transformer().config();
        try (NDManager scratch = owner.newSubManager()) {
            NDArray saved = loading.weights().take(scratch, at + BASE, model.vocabularySize(), model.hiddenSize());
            NDArray own = to(loading.transformer().tokenEmbedding().value(), Dtype.FLOAT32);
            NDArray difference = saved.sub(own).abs().max();
            if (own != loading.transformer().tokenEmbedding().value()) {
                own.attach(scratch);
            }
            if (!(difference.getFloat() <= SAME)) {
                throw loading.config()
                        .wrong(
                                "it was trained on a base whose embedding is not that of the model that is loaded.",
                                null);
            }
        }
    }

    private static Optional<Rows> rows(PeftDirectory.Loading loading, NDManager owner) {
        PeftConfig config = loading.config();
        if (!config.uses("trainable_token_indices")) {
            return Optional.empty();
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
        NDArray value =
                loading.weights().take(owner, PeftWeights.PREFIX + name + ROWS, tokens.size(), model.hiddenSize());
        return Optional.of(new Rows(tokens, trained(name + ROWS, value, Dtype.FLOAT32)));
    }

    static void config(OutsideBlocks outside, ObjectNode json) {
        outside.whole().keySet().forEach(json.withArrayProperty("modules_to_save")::add);
        outside.rows().ifPresent(rows -> {
            ArrayNode tokens = json.putArray("trainable_token_indices");
            rows.tokens().forEach(tokens::add);
        });
    }

    static void weights(OutsideBlocks outside, Transformer transformer, Map<String, NDArray> weights) {
        outside.whole().forEach((name, weight) -> weights.put(PeftWeights.PREFIX + name + ".weight", weight.value()));
        outside.rows()
                .ifPresent(rows -> weights.put(
                        PeftWeights.PREFIX + rows.weight().name(), rows.weight().value()));
        outside.lowRank().ifPresent(low -> {
            weights.put(PeftWeights.PREFIX + low.a().name(), low.a().value());
            weights.put(PeftWeights.PREFIX + low.b().name(), low.b().value());
            weights.put(
                    PeftWeights.PREFIX + transformer.config().names().outside().embedding() + BASE,
                    transformer.tokenEmbedding().value());
        });
    }
}
