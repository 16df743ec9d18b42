/** What a model's files or settings are refused with. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.error;
