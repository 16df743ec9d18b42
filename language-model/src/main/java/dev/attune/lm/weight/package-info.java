/** Parameters, and where their values come from. */
@NullMarked
package dev.attune.lm.weight;

import org.jspecify.annotations.NullMarked;
