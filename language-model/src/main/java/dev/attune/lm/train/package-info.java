/** The pass that training records: few tensors kept, the rest computed again. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.train;
