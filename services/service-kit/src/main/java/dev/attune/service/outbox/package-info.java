/** The only way out to the bus: events written with the decision that they tell of, dead letters, and the relay. */
@NullMarked
package dev.attune.service.outbox;

import org.jspecify.annotations.NullMarked;
