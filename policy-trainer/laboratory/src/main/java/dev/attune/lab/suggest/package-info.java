/** Edited prompts suggested from the cases that a run failed. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.suggest;
