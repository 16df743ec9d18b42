/** Typed bindings to the libtorch operators that DJL lacks, and control over gradients. */
@NullMarked
package dev.attune.lm.torch;

import org.jspecify.annotations.NullMarked;
