/** What events are made of. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.event.part;
