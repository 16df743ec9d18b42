/** What is refused, and how: an exception with a stable code and a category, and the checks that records make. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.error;
