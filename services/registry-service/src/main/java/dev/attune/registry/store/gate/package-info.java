/** What is remembered of gates. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.store.gate;
