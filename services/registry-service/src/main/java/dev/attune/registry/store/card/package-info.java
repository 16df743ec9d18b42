/** What cards rest on beside events: statements of people, and what was counted of kept data. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.store.card;
