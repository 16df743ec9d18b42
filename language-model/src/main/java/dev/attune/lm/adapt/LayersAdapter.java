package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.TransformerBlock;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

/** Copies of the last blocks, which train while the model's own stay as they are. */
public final class LayersAdapter implements TunedAdapter {
    private final NDManager manager;
    private final IdentityHashMap<TransformerBlock, TransformerBlock> blocks = new IdentityHashMap<>();
    private final List<TransformerBlock> order = new ArrayList<>();

    private LayersAdapter(NDManager manager) {
        this.manager = manager;
    }

    /** Copies of the last {@code count} blocks as they are. */
    public static LayersAdapter create(NDManager parent, Transformer transformer, int count) {
        int all = transformer.blocks().size();
        if (count > all) {
            throw new IllegalArgumentException(
                    "The last " + count + " layers cannot train: the model has " + all + ".");
        }
        LayersAdapter adapter = new LayersAdapter(parent.newSubManager());
        transformer.blocks().subList(all - count, all).forEach(block -> {
            adapter.blocks.put(block, block.trainedCopy(adapter.manager));
            adapter.order.add(block);
        });
        return adapter;
    }

    @Override
    public TransformerBlock block(TransformerBlock block) {
        return blocks.getOrDefault(block, block);
    }

    @Override
    public boolean changes(Linear layer) {
        return false;
    }

    @Override
    public boolean scales(Linear layer) {
        return false;
    }

    @Override
    public boolean isLean() {
        return true;
    }

    /** How many blocks. */
    public int count() {
        return blocks.size();
    }

    @Override
    public List<Parameter> parameters() {
        return order.stream()
                .flatMap(block -> block(block).parameters().stream())
                .toList();
    }

    @Override
    public void close() {
        manager.close();
    }
}
