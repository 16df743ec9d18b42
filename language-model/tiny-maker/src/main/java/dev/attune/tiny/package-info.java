/** How attune-tiny is made: its corpus, its tokenizer and its training. */
@org.jspecify.annotations.NullMarked
package dev.attune.tiny;
