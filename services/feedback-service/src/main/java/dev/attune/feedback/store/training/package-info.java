/** Counts what there is to train on. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.training;
