/** What several people said of the same pairs. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.agreement;
