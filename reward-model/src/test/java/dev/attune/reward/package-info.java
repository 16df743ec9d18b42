/** Tests of the recipe, with a model of a few thousand weights whose tokenizer knows whole words. */
@NullMarked
package dev.attune.reward;

import org.jspecify.annotations.NullMarked;
