/** What all recipes stand on: seeds, rewards as a function, optimisers, the check that a run is the same. */
@NullMarked
package dev.attune.policy.ground;

import org.jspecify.annotations.NullMarked;
