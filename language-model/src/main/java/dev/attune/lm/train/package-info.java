/** The pass that training records: few tensors kept, the rest computed again. */
@NullMarked
package dev.attune.lm.train;

import org.jspecify.annotations.NullMarked;
