/** Intervals and tests that several rooms report, so that they mean the same everywhere. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.statistics;
