/** Text to tokens and back, and conversations to prompts. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.text;
