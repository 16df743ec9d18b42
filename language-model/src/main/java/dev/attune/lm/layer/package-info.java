/** The layers of a transformer, each with its forward pass. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.layer;
