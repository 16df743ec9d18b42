/** Uploads and how far they are. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.upload;
