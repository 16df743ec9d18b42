/** The policy trainer: proximal policy optimisation as one recipe, and its command line. */
@NullMarked
package dev.attune.policy;

import org.jspecify.annotations.NullMarked;
