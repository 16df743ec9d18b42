/** A real database, a real broker and clients for tests. */
@NullMarked
package dev.attune.feedback.testing;

import org.jspecify.annotations.NullMarked;
