/** Policies: a language model with what is tuned on it, and what it computes once. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.model;
