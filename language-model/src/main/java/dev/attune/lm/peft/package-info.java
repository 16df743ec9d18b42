/** Adapters on disk, as Hugging Face's PEFT stores them. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.peft;
