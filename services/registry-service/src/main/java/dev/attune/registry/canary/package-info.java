/** Channels, and canaries on them. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.canary;
