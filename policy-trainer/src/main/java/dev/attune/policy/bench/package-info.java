/** Benchmarks of the recipes: the same work by us and by TRL, one after the other, each in a process of its own. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.bench;
