/** Tiny models and rewards that tests share. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.testing;
