/** The whole stack, its language-model head and scalar heads. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.transformer;
