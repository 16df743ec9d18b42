/** Tiny models and rewards that tests share. */
@NullMarked
package dev.attune.policy.testing;

import org.jspecify.annotations.NullMarked;
