/** Follows the ring's topics into the registry. */
@NullMarked
package dev.attune.registry.messaging;

import org.jspecify.annotations.NullMarked;
