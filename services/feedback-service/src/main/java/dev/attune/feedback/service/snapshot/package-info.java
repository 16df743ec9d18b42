/** Makes snapshots of data. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.snapshot;
