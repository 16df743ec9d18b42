/** The maths of every recipe on plain arrays, for other programs. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.maths;
