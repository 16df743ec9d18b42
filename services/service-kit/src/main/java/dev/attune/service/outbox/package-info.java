/** The only way out to the bus: events written with the decision that they tell of, dead letters, and the relay. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.outbox;
