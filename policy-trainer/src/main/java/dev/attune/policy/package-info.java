/** The policy trainer: proximal policy optimisation as one recipe, and its command line. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy;
