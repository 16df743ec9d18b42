/** Model cards: what is known of a checkpoint, on one page. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.card;
