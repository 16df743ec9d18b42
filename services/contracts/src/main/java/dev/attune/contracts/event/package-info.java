/** One sealed interface per topic, with the records that may appear on it nested inside. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.event;
