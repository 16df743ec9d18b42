/** What a run measures: each metric with its formula and healthy range, and the time by phase. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.metrics;
