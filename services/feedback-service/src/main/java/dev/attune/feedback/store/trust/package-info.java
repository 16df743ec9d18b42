/** Fits of raters in the database. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.trust;
