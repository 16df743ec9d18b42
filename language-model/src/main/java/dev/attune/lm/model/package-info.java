/** A model with its tokenizer, loaded, saved and tuned as one. */
@NullMarked
package dev.attune.lm.model;

import org.jspecify.annotations.NullMarked;
