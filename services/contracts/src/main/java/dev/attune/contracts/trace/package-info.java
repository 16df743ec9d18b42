/** How a trace goes from event to event. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.trace;
