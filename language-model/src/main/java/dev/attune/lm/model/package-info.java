/** A model with its tokenizer, loaded, saved and tuned as one. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.model;
