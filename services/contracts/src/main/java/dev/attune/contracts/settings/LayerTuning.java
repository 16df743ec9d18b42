package dev.attune.contracts.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;

/**
 * What the methods are told that change layers. Every setting may be absent.
 *
 * @param rankStabilised of {@code lora} and {@code dora}: whether the update is scaled by alpha / sqrt(r); absent means no
 * @param bottleneck of {@code adapter}: absent means pfeiffer
 * @param reduction of {@code adapter}: the bottlenecks have the model's width divided by this; absent means 16
 * @param layers of {@code last-layers}: how many; absent means 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL) // runs are named after the bytes of their settings
public record LayerTuning(
        @Nullable Boolean rankStabilised,
        @Nullable Bottleneck bottleneck,
        @Nullable Integer reduction,
        @Nullable Integer layers) {

    /** Nothing said. */
    static final LayerTuning NONE = new LayerTuning(null, null, null, null);

    private static final int REDUCTION = 16;

    /** Where bottlenecks are. */
    public enum Bottleneck implements Choice {
        /** After attention and after the feed-forward network. */
        HOULSBY,
        /** After the feed-forward network. */
        PFEIFFER
    }

    public LayerTuning {
        Require.that(reduction == null || reduction > 0, "tuning.reduction must be positive but is " + reduction);
        Require.that(layers == null || layers > 0, "tuning.layers must be positive but is " + layers);
    }

    /** {@code rankStabilised}, which is never absent here. */
    public boolean stabilisesRanks() {
        return rankStabilised != null && rankStabilised;
    }

    /** {@code bottleneck}, which is never absent here. */
    public Bottleneck place() {
        return bottleneck == null ? Bottleneck.PFEIFFER : bottleneck;
    }

    /** {@code reduction}, which is never absent here. */
    public int divisor() {
        return reduction == null ? REDUCTION : reduction;
    }

    /** {@code layers}, which is never absent here. */
    public int lastLayers() {
        return layers == null ? 1 : layers;
    }
}
