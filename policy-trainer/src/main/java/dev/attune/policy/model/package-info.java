/** Policies: a language model with what is tuned on it, and what it computes once. */
@NullMarked
package dev.attune.policy.model;

import org.jspecify.annotations.NullMarked;
