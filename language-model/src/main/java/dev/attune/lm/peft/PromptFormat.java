package dev.attune.lm.peft;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.adapt.PromptAdapter.Vectors;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.weight.Parameter;

/**
 * PEFT's PROMPT_TUNING, P_TUNING and MULTITASK_PROMPT_TUNING. Of P-tuning PEFT keeps what the network makes; the network itself lies
 * in {@link PeftDirectory#NETWORKS}, and without that file the prompt goes on as a plain one.
 */
final class PromptFormat {
    static final String PROMPT = "PROMPT_TUNING";
    static final String NETWORK = "P_TUNING";
    static final String MULTITASK = "MULTITASK_PROMPT_TUNING";

    static final String TABLE = "prompt_embeddings";
    private static final String COLUMNS = "prefix_task_cols";
    private static final String ROWS = "prefix_task_rows";

    /** Keys of our own: which task's prompt is used where nobody says, and what the tasks are called. */
    private static final String CHOSEN = "attune_task";

    private static final String NAMES = "attune_tasks";

    /** Sizes that say how PEFT is to build the model; the weights have them, too. */
    static final Set<String> SIZES = Set.of(
            "num_virtual_tokens", "token_dim", "num_transformer_submodules", "num_attention_heads", "num_layers");

    private static final Set<String> BEGINNING = Set.of(
            "prompt_tuning_init",
            "prompt_tuning_init_text",
            "tokenizer_name_or_path",
            "tokenizer_kwargs",
            "prompt_tuning_init_state_dict_path",
            "prompt_tuning_init_task",
            "encoder_reparameterization_type",
            "encoder_hidden_size",
            "encoder_num_layers",
            "encoder_dropout");

    private PromptFormat() {}

    static PromptAdapter read(PeftDirectory.Loading loading) {
        PeftConfig config = loading.config();
        config.requireKnown(LoraFormat.union(SIZES, Set.of("num_ranks", "num_tasks", CHOSEN, NAMES)), BEGINNING);
        requireOneModule(config);
        long count = config.integer("num_virtual_tokens");
        long width = loading.transformer().config().hiddenSize();
        NDManager owner = loading.parent().newSubManager();
        try {
            NDArray table = loading.weights().take(owner, TABLE, count, width);
            if (config.type().equals(MULTITASK)) {
                int tasks = config.integer("num_tasks");
                int rank = config.integer("num_ranks");
                NDArray columns = loading.weights().take(owner, COLUMNS, tasks, count, rank);
                NDArray rows = loading.weights().take(owner, ROWS, tasks, rank, width);
                return PromptAdapter.of(owner, table, columns, rows, chosen(config, tasks));
            }
            Path networks = config.directory().resolve(PeftDirectory.NETWORKS);
            return config.type().equals(NETWORK) && Files.exists(networks)
                    ? withNetwork(owner, networks, (int) count, (int) width)
                    : PromptAdapter.of(owner, table);
        } catch (RuntimeException failure) {
            owner.close();
            throw failure;
        }
    }

    private static PromptAdapter.Chosen chosen(PeftConfig config, int tasks) {
        int task = config.uses(CHOSEN) ? config.integer(CHOSEN) : 0;
        List<String> names = config.texts(NAMES);
        if (task < 0 || task >= tasks || !names.isEmpty() && names.size() != tasks) {
            throw config.wrong("its " + CHOSEN + " and " + NAMES + " do not fit its " + tasks + " tasks.", null);
        }
        return new PromptAdapter.Chosen(task, names);
    }

    private static PromptAdapter withNetwork(NDManager owner, Path networks, int count, int width) {
        try (SafetensorsFile file = SafetensorsFile.open(networks)) {
            int hidden = (int) file.shape("prompt_encoder.mlp_head.0.weight")[0];
            return PromptAdapter.made(
                    owner,
                    count,
                    PromptAdapter.widths(width, hidden),
                    (manager, name, shape) -> file.weight(manager, name, Dtype.FLOAT32, shape));
        }
    }

    /** Encoder-decoder models have two. */
    static void requireOneModule(PeftConfig config) {
        if (config.uses("num_transformer_submodules") && config.integer("num_transformer_submodules") != 1) {
            throw config.refused("num_transformer_submodules above 1", "only decoders are served");
        }
    }

    static PeftDirectory.Written written(PromptAdapter adapter, PeftDirectory.Saving saving) {
        SortedMap<String, NDArray> weights = new TreeMap<>();
        SortedMap<String, NDArray> networks = new TreeMap<>();
        ObjectNode json = switch (adapter.source()) {
            case Vectors.Table(Parameter table) -> {
                weights.put(TABLE, table.value());
                yield saving.begin(PROMPT).put("prompt_tuning_init", "RANDOM");
            }
            case Vectors.Made made -> {
                weights.put(TABLE, adapter.vectors(saving.scratch()));
                made.network().parameters().forEach(weight -> networks.put(weight.name(), weight.value()));
                yield saving.begin(NETWORK)
                        .put("encoder_reparameterization_type", "MLP")
                        .put(
                                "encoder_hidden_size",
                                made.network().layers().getFirst().bias().count());
            }
            case Vectors.Multitask(
                    Parameter table,
                    Parameter columns,
                    Parameter rows,
                    List<Integer> tasks,
                    List<String> names) -> {
                weights.put(TABLE, table.value());
                weights.put(COLUMNS, columns.value());
                weights.put(ROWS, rows.value());
                ObjectNode own = saving.begin(MULTITASK)
                        .put("prompt_tuning_init", "RANDOM")
                        .put("num_tasks", columns.value().getShape().get(0))
                        .put("num_ranks", columns.value().getShape().get(2))
                        .put(CHOSEN, tasks.getFirst());
                if (!names.isEmpty()) {
                    names.forEach(own.putArray(NAMES)::add);
                }
                yield own;
            }
        };
        TransformerConfig model = saving.transformer().config();
        putSizes(json, adapter.virtualTokens(), model.hiddenSize(), model.heads(), model.layers());
        return new PeftDirectory.Written(json, weights, networks);
    }

    static void putSizes(ObjectNode json, int count, int width, int heads, int layers) {
        json.put("num_virtual_tokens", count)
                .put("token_dim", width)
                .put("num_transformer_submodules", 1)
                .put("num_attention_heads", heads)
                .put("num_layers", layers);
    }
}
