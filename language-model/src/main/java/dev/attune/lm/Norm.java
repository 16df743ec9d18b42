package dev.attune.lm;

import java.util.List;

import ai.djl.ndarray.NDArray;

/** A norm over the last axis, computed in float32. */
interface Norm {
    /** x (..., N) to the same shape in the compute type. */
    NDArray forward(NDArray x);

    /** Its weights. */
    List<Parameter> parameters();
}
