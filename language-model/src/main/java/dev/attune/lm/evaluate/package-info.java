/** What a model makes of a text. */
@NullMarked
package dev.attune.lm.evaluate;

import org.jspecify.annotations.NullMarked;
