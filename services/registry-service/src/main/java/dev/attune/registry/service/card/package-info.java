/** Model cards, from events, kept data, and what people stated. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.service.card;
