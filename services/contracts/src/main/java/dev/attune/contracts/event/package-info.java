/** One sealed interface per topic, with the records that may appear on it nested inside. */
@NullMarked
package dev.attune.contracts.event;

import org.jspecify.annotations.NullMarked;
