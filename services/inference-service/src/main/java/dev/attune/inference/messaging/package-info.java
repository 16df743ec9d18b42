/** Reads checkpoints, promotions and prompts from the bus, and publishes candidates. */
@org.jspecify.annotations.NullMarked
package dev.attune.inference.messaging;
