/** Reads checkpoints, promotions and prompts from the bus, and publishes candidates. */
@NullMarked
package dev.attune.inference.messaging;

import org.jspecify.annotations.NullMarked;
