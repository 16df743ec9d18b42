/** Benchmarks: the same work by us and by the tool that a user would take instead, one after the other, each in a process of its own. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.bench;
