/** What PostgreSQL keeps: entities stay inside, records come out. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store;
