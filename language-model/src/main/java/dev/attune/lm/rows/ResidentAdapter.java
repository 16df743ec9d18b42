package dev.attune.lm.rows;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;

/**
 * An adapter in memory, packed once so that rows of one batch may each have another one over the same frozen model: see
 * {@link RowAdapters} and {@code GenerationRequest}. LoRA of any ranks and layers (rsLoRA, DoRA, AdaLoRA, VeRA), IA3, norms, BitFit, soft
 * prompts and prefixes, and what becomes one of them when it is served (P-tuning, multitask prompts), share batches. Bottlenecks,
 * whole layers, dense matrices, and adapters with an embedding or head of their own do not ({@link #sharesBatches}): generation
 * gives them batches of their own.
 *
 * <p>It never changes and may be used by several threads; {@link AdapterShelf} keeps many by name.
 */
public final class ResidentAdapter implements AutoCloseable {
    /** The frozen model as it is. */
    public static final ResidentAdapter BASE = new ResidentAdapter("base", null, null, Parts.none());

    private final String kind;
    private final @Nullable NDManager manager;
    private final @Nullable TunedAdapter apart;
    private final Parts parts;

    /**
     * What a row needs.
     *
     * @param linears of the layers that are changed
     * @param norms weights (N) of float32 in the places of others
     * @param prompt (P, H) in the compute type, or none
     * @param prefix keys and values (1, K, P, D) of each layer, or empty
     */
    record Parts(
            Map<Linear, LinearPart> linears,
            Map<Norm, RowVectors.Vector> norms,
            @Nullable NDArray prompt,
            List<Adapter.Prefix> prefix) {
        static Parts none() {
            return new Parts(new IdentityHashMap<>(), new IdentityHashMap<>(), null, List.of());
        }
    }

    private ResidentAdapter(String kind, @Nullable NDManager manager, @Nullable TunedAdapter apart, Parts parts) {
        this.kind = kind;
        this.manager = manager;
        this.apart = apart;
        this.parts = parts;
    }

    /**
     * Packs {@code adapter}, which is taken over: closed at once if copies serve, and with the result otherwise.
     *
     * @param parent owner of the memory unless the result is closed earlier
     * @param transformer that the adapter belongs to, in the processor's memory
     */
    public static ResidentAdapter of(NDManager parent, Transformer transformer, TunedAdapter adapter) {
        NDManager manager = parent.newSubManager();
        try {
            Packing packing = new Packing(manager, transformer);
            String kind = packing.kind(adapter);
            if (!packing.sharesBatches(adapter)) {
                return new ResidentAdapter(kind, manager, adapter, Parts.none());
            }
            Parts parts = packing.parts(adapter);
            adapter.close();
            return new ResidentAdapter(kind, manager, null, parts);
        } catch (RuntimeException failure) {
            manager.close();
            throw failure;
        }
    }

    /** Such as {@code lora} or {@code soft-prompt}: the names of {@code --tune}. */
    public String kind() {
        return kind;
    }

    /** Whether rows with this adapter may stand in a batch with rows of others. */
    public boolean sharesBatches() {
        return apart == null;
    }

    /**
     * The adapter for batches in which all rows have it.
     *
     * @throws IllegalStateException if it {@link #sharesBatches}: then {@link RowAdapters} serves
     */
    public Adapter apart() {
        if (apart == null) {
            throw new IllegalStateException("An adapter that shares batches is served with others.");
        }
        return apart;
    }

    Parts parts() {
        return parts;
    }

    LinearPart part(Linear layer) {
        return parts.linears().getOrDefault(layer, LinearPart.NONE);
    }

    /** Vectors before the row's text. */
    public int virtualTokens() {
        NDArray prompt = parts.prompt();
        return apart != null
                ? apart.virtualTokens()
                : prompt == null ? 0 : (int) prompt.getShape().get(0);
    }

    /** Places of keys and values before the row's text. */
    public int prefixTokens() {
        return apart != null
                ? apart.prefixTokens()
                : parts.prefix().isEmpty()
                        ? 0
                        : (int) parts.prefix().getFirst().keys().getShape().get(2);
    }

    /** Places of the context that it takes before each text. */
    public int places() {
        return virtualTokens() + prefixTokens();
    }

    /** Bytes of its numbers in memory. */
    public long bytes() {
        return apart != null
                ? apart.parameters().stream()
                        .mapToLong(weight -> weight.count() * Float.BYTES)
                        .sum()
                : manager == null
                        ? 0
                        : manager.getManagedArrays().stream()
                                .mapToLong(array -> array.getShape().size()
                                        * Tensors.dtype(array).bytes())
                                .sum();
    }

    /** Frees the memory; nobody may be using it. {@link #BASE} has none. */
    @Override
    public void close() {
        if (apart != null) {
            apart.close();
        }
        if (manager != null) {
            manager.close();
        }
    }

    @Override
    public String toString() {
        return kind;
    }
}
