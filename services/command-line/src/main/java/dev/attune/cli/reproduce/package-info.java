/** A checkpoint made again from its lineage, and compared. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.reproduce;
