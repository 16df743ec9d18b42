/** The maths of every recipe on plain arrays, for other programs. */
@NullMarked
package dev.attune.policy.maths;

import org.jspecify.annotations.NullMarked;
