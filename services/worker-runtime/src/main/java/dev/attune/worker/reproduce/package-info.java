/** A checkpoint made again from its lineage, beside the bus and the store that it came from. */
@org.jspecify.annotations.NullMarked
package dev.attune.worker.reproduce;
