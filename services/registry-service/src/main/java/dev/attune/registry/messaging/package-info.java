/** Follows the ring's topics into the registry. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.messaging;
