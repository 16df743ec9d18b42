package dev.attune.lm.peft;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.Network;
import dev.attune.lm.adapt.PrefixAdapter;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.torch.Dtype;

/** PEFT's PREFIX_TUNING: always the table (P, 2 L K D), also where a network makes it, which {@link PeftDirectory#NETWORKS} has. */
final class PrefixFormat {
    static final String TYPE = "PREFIX_TUNING";

    private PrefixFormat() {}

    static PrefixAdapter read(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(
                LoraFormat.union(PromptFormat.SIZES, Set.of("prefix_projection", "encoder_hidden_size")),
                Set.of("init_weights"));
        PromptFormat.requireOneModule(config);
        TransformerConfig model = loading.transformer().config();
        int count = config.integer("num_virtual_tokens");
        long width = 2L * model.layers() * model.keyValueHeads() * model.headSize();
        NDManager owner = loading.parent().newSubManager();
        try {
            NDArray table = loading.weights().take(owner, PromptFormat.TABLE, count, width);
            Path networks = config.directory().resolve(PeftDirectory.NETWORKS);
            if (!config.flag("prefix_projection") || !Files.exists(networks)) {
                return PrefixAdapter.of(owner, loading.transformer(), table);
            }
            table.close();
            try (SafetensorsFile file = SafetensorsFile.open(networks)) {
                int hidden = (int) file.shape("prompt_encoder.transform.0.weight")[0];
                return PrefixAdapter.projected(
                        owner,
                        loading.transformer(),
                        count,
                        PrefixAdapter.widths(model, hidden),
                        (manager, name, shape) -> file.weight(manager, name, Dtype.FLOAT32, shape));
            }
        } catch (RuntimeException failure) {
            owner.close();
            throw failure;
        }
    }

    static PeftDirectory.Written written(PrefixAdapter adapter, PeftDirectory.Saving saving) {
        TransformerConfig model = saving.transformer().config();
        Network network = adapter.network();
        ObjectNode json = saving.begin(TYPE).put("prefix_projection", network != null);
        PromptFormat.putSizes(
                json,
                adapter.prefixTokens(),
                model.keyValueHeads() * model.headSize(),
                model.keyValueHeads(),
                model.layers());
        SortedMap<String, NDArray> weights = new TreeMap<>();
        SortedMap<String, NDArray> networks = new TreeMap<>();
        weights.put(PromptFormat.TABLE, adapter.table(saving.scratch()));
        if (network != null) {
            json.put("encoder_hidden_size", network.layers().getFirst().bias().count());
            network.parameters().forEach(weight -> networks.put(weight.name(), weight.value()));
        }
        return new PeftDirectory.Written(json, weights, networks);
    }
}
