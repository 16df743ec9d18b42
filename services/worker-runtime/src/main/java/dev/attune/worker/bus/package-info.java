/** A worker's side of the bus: topics followed, ranges read again, results published in one transaction. */
@org.jspecify.annotations.NullMarked
package dev.attune.worker.bus;
