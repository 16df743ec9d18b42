/** A real database, a real broker and clients for tests. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.testing;
