/** Typed bindings to the libtorch operators that DJL lacks, and control over gradients. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.torch;
