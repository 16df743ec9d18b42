/** Supervised instruction tuning: from demonstrations to a model or an adapter. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.supervised;
