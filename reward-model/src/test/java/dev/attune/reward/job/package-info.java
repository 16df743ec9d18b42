/** Tests of the worker against a real broker. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.job;
