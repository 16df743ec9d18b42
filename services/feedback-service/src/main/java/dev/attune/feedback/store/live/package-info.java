/** Served answers and reactions in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.live;
