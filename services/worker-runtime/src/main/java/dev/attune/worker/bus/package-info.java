/** A worker's side of the bus: topics followed, ranges read again, results published in one transaction. */
@NullMarked
package dev.attune.worker.bus;

import org.jspecify.annotations.NullMarked;
