/** The only way out to the bus: events written with the decision, dead letters, and the relay that sends them. */
@NullMarked
package dev.attune.registry.outbox;

import org.jspecify.annotations.NullMarked;
