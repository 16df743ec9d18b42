/** Makes the shipped model attune-tiny: its corpus, its tokenizer and its training. */
@NullMarked
package dev.attune.policy.tiny;

import org.jspecify.annotations.NullMarked;
