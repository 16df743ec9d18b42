/** Hand-outs of items, several at a time. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.lease;
