/** Intervals and tests of two models on the same examples; plain numbers. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.statistics;
