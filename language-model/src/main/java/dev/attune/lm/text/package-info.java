/** Text to tokens and back, and conversations to prompts. */
@NullMarked
package dev.attune.lm.text;

import org.jspecify.annotations.NullMarked;
