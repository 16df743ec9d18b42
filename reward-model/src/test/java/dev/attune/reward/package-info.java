/** Tests of the recipe, with a model of a few thousand weights whose tokenizer knows whole words. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward;
