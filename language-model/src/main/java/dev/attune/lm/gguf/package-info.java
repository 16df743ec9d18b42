/** GGUF files: header, tokenizer, weights and their encodings. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.gguf;
