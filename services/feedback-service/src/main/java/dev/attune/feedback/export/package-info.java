/** What leaves in files: forms, filters, manifests. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.export;
