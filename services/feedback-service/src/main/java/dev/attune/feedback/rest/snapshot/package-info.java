/** Snapshots of data over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.snapshot;
