package dev.attune.lm.layer;

import java.util.List;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.weight.Parameter;

/** A norm over the last axis, computed in float32. */
public interface Norm {
    /** x (..., N) to the same shape in the compute type. */
    NDArray forward(NDArray x);

    /** Its weights. */
    List<Parameter> parameters();

    /** The same norm with other weights, in the order of {@link #parameters}. */
    Norm with(List<Parameter> parameters);
}
