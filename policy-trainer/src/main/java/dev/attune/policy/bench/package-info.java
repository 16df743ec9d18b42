/** Benchmarks of the recipes: the same work by us and by TRL, one after the other, each in a process of its own. */
@NullMarked
package dev.attune.policy.bench;

import org.jspecify.annotations.NullMarked;
