/** Supervised instruction tuning: from demonstrations to a model or an adapter. */
@NullMarked
package dev.attune.policy.supervised;

import org.jspecify.annotations.NullMarked;
