/** How attune-tiny is made: its corpus, its tokenizer and its training. */
@NullMarked
package dev.attune.tiny;

import org.jspecify.annotations.NullMarked;
