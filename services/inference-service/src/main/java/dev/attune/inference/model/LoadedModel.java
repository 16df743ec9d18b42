package dev.attune.inference.model;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;

/** A checkpoint in memory: a base with its own weights, or an adapter that borrows its base's. */
final class LoadedModel {

    private final String checkpointId;
    private final LanguageModel model;
    private final Adapter adapter;
    private final GenerationGate gate;
    private final @Nullable LoadedModel base;
    private int leases;
    private long lastUsed;

    private LoadedModel(
            String checkpointId,
            LanguageModel model,
            Adapter adapter,
            GenerationGate gate,
            @Nullable LoadedModel base) {
        this.checkpointId = checkpointId;
        this.model = model;
        this.adapter = adapter;
        this.gate = gate;
        this.base = base;
    }

    static LoadedModel base(String checkpointId, LanguageModel model) {
        return new LoadedModel(checkpointId, model, Adapter.NONE, new GenerationGate(), null);
    }

    /** Takes over one lease of {@code base}. */
    static LoadedModel adapter(String checkpointId, LoadedModel base, TunedAdapter adapter) {
        return new LoadedModel(checkpointId, base.model, adapter, base.gate, base);
    }

    String checkpointId() {
        return checkpointId;
    }

    LanguageModel model() {
        return model;
    }

    Adapter adapter() {
        return adapter;
    }

    GenerationGate gate() {
        return gate;
    }

    void use(long now) {
        leases++;
        lastUsed = now;
    }

    void release() {
        leases--;
    }

    boolean idle() {
        return leases == 0;
    }

    long lastUsed() {
        return lastUsed;
    }

    /** Frees what this checkpoint alone owns, and the base from its lease. */
    void free() {
        if (base == null) {
            model.close();
            return;
        }
        if (adapter instanceof TunedAdapter tuned) {
            tuned.close();
        }
        base.release();
    }
}
