/** What is refused, and how: an exception with a stable code and a category, and the checks that records make. */
@NullMarked
package dev.attune.contracts.error;

import org.jspecify.annotations.NullMarked;
