/** Voidings in the database. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.voiding;
