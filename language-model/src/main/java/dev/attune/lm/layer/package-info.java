/** The layers of a transformer, each with its forward pass. */
@NullMarked
package dev.attune.lm.layer;

import org.jspecify.annotations.NullMarked;
