/** Erased people. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.erasure;
