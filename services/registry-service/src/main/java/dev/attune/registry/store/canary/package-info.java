/** Channels and canaries in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.store.canary;
