/** Arenas: who is compared, and what people said. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.arena;
