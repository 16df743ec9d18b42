/** What a run measures: each metric with its formula and healthy range, and the time by phase. */
@NullMarked
package dev.attune.policy.metrics;

import org.jspecify.annotations.NullMarked;
