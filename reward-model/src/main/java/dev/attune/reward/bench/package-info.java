/** Benchmarks of reward modelling: the same work by us and by TRL, one after the other, each in a process of its own. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.bench;
