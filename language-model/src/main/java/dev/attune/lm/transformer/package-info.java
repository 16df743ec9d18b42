/** The whole stack, its language-model head and scalar heads. */
@NullMarked
package dev.attune.lm.transformer;

import org.jspecify.annotations.NullMarked;
