package dev.attune.lm.peft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.BottleneckAdapter;
import dev.attune.lm.adapt.DenseAdapter;
import dev.attune.lm.adapt.Ia3Adapter;
import dev.attune.lm.adapt.LayersAdapter;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.NormAdapter;
import dev.attune.lm.adapt.OffsetAdapter;
import dev.attune.lm.adapt.PrefixAdapter;
import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.transformer.Transformer;

/**
 * An adapter as Hugging Face's PEFT stores it: {@code adapter_config.json} and {@code adapter_model.safetensors}. Methods that
 * PEFT does not have are stored alike, under types of our own, which PEFT refuses.
 */
public final class PeftDirectory {
    public static final String CONFIG = "adapter_config.json";
    public static final String WEIGHTS = "adapter_model.safetensors";

    /** What PEFT's format loses and training needs to go on: the networks that make prompts and prefixes. */
    public static final String NETWORKS = "attune_networks.safetensors";

    private static final Set<String> TYPES = Set.of(
            LoraFormat.TYPE,
            LoraKin.ADALORA,
            LoraKin.VERA,
            LoraKin.LOHA,
            LoraKin.LOKR,
            OftFormat.TYPE,
            Ia3Format.TYPE,
            NormFormat.TYPE,
            PromptFormat.PROMPT,
            PromptFormat.NETWORK,
            PromptFormat.MULTITASK,
            PrefixFormat.TYPE,
            OwnFormats.BOTTLENECK,
            OwnFormats.BITFIT,
            OwnFormats.LAST_LAYERS);

    private PeftDirectory() {}

    /**
     * What a format makes of an adapter.
     *
     * @param weights by their keys; contiguous
     * @param networks of {@link #NETWORKS}, or empty
     */
    record Written(ObjectNode config, SortedMap<String, NDArray> weights, SortedMap<String, NDArray> networks) {
        Written(ObjectNode config, SortedMap<String, NDArray> weights) {
            this(config, weights, new TreeMap<>());
        }
    }

    /**
     * Writes {@code adapter} into {@code directory}, which is made where missing.
     *
     * @param transformer that the adapter belongs to
     * @param baseModel name or path of its model, for PEFT to find
     * @throws CheckpointException if it cannot be written, or was loaded from a type that is only read
     */
    public static void save(TunedAdapter adapter, Transformer transformer, Path directory, String baseModel) {
        try (NDManager scratch =
                        transformer.tokenEmbedding().value().getManager().newSubManager();
                Autograd.Scope off = Autograd.off()) {
            Saving saving = new Saving(transformer, baseModel, scratch);
            Written written = switch (adapter) {
                case LoraAdapter lora -> LoraFormat.written(lora, saving);
                case Ia3Adapter ia3 -> Ia3Format.written(ia3, saving);
                case PromptAdapter prompt -> PromptFormat.written(prompt, saving);
                case PrefixAdapter prefix -> PrefixFormat.written(prefix, saving);
                case NormAdapter norms -> NormFormat.written(norms, saving);
                case BottleneckAdapter bottleneck -> OwnFormats.written(bottleneck, saving);
                case OffsetAdapter offsets -> OwnFormats.written(offsets, saving);
                case LayersAdapter layers -> OwnFormats.written(layers, saving);
                case DenseAdapter _ ->
                    throw new CheckpointException(
                            "An adapter of this type can be loaded, but not trained or written; keep its folder.");
            };
            Files.createDirectories(directory);
            PeftConfig.write(directory, written.config());
            SafetensorsWriter.write(directory.resolve(WEIGHTS), written.weights(), Map.of());
            if (written.networks().isEmpty()) {
                Files.deleteIfExists(directory.resolve(NETWORKS));
            } else {
                SafetensorsWriter.write(directory.resolve(NETWORKS), written.networks(), Map.of());
            }
        } catch (IOException failure) {
            throw new CheckpointException("The adapter could not be written to " + directory + ".", failure);
        }
    }

    /**
     * What every format needs to write.
     *
     * @param scratch owner of what is made on the way
     */
    record Saving(Transformer transformer, String baseModel, NDManager scratch) {
        ObjectNode begin(String type) {
            return PeftConfig.begin(type, baseModel, transformer);
        }
    }

    /**
     * Reads an adapter for {@code transformer}; its layers and shapes must fit.
     *
     * @throws CheckpointException if it is damaged, of another base model, of a type that is not known, or uses a setting that
     *     would compute something else than is done here; the setting is named
     */
    public static TunedAdapter load(NDManager parent, Transformer transformer, Path directory) {
        PeftConfig config = PeftConfig.read(directory);
        if (!TYPES.contains(config.type())) {
            throw new CheckpointException("The adapter in " + directory + " is of type '" + config.type()
                    + "', which is not known here; merge it with PEFT and load the result.");
        }
        config.requireBase(transformer);
        try (PeftWeights weights = PeftWeights.open(directory);
                Autograd.Scope off = Autograd.off()) {
            TunedAdapter adapter = read(new Loading(parent, transformer, config, weights));
            try {
                weights.requireAllUsed();
                return adapter;
            } catch (RuntimeException failure) {
                adapter.close();
                throw failure;
            }
        }
    }

    /**
     * Refuses an adapter that names another base than the folder of the model is named, as far as both are names of known form.
     *
     * @throws CheckpointException if so
     */
    public static void requireBaseNamed(Path directory, Path model) {
        PeftConfig.read(directory).requireBaseNamed(model);
    }

    /** What every format needs to read. */
    record Loading(NDManager parent, Transformer transformer, PeftConfig config, PeftWeights weights) {}

    private static TunedAdapter read(Loading loading) {
        PeftConfig config = loading.config();
        try {
            return switch (config.type()) {
                case LoraFormat.TYPE -> LoraFormat.read(loading);
                case LoraKin.ADALORA -> LoraKin.readAdaLora(loading);
                case LoraKin.VERA -> LoraKin.readVera(loading);
                case LoraKin.LOHA -> LoraKin.readLoHa(loading);
                case LoraKin.LOKR -> LoraKin.readLoKr(loading);
                case OftFormat.TYPE -> OftFormat.read(loading);
                case Ia3Format.TYPE -> Ia3Format.read(loading);
                case NormFormat.TYPE -> NormFormat.read(loading);
                case PromptFormat.PROMPT, PromptFormat.NETWORK, PromptFormat.MULTITASK -> PromptFormat.read(loading);
                case PrefixFormat.TYPE -> PrefixFormat.read(loading);
                case OwnFormats.BOTTLENECK -> OwnFormats.readBottleneck(loading);
                case OwnFormats.BITFIT -> OwnFormats.readBitFit(loading);
                case OwnFormats.LAST_LAYERS -> OwnFormats.readLastLayers(loading);
                default -> throw new IllegalStateException("A known type that nothing reads: " + config.type());
            };
        } catch (IllegalArgumentException wrong) {
            throw config.wrong(wrong.getMessage() == null ? "" : wrong.getMessage(), wrong);
        }
    }
}
