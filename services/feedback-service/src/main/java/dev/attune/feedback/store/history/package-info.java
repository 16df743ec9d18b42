/** A person's own ratings in the database. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.history;
