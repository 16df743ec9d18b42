/** How likely words are after prompts: texts sorted into classes by what a model would say. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.classify;
