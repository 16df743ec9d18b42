/** GGUF files: header, tokenizer, weights and their encodings. */
@NullMarked
package dev.attune.lm.gguf;

import org.jspecify.annotations.NullMarked;
