/** What all recipes stand on: seeds, rewards as a function, optimisers, the check that a run is the same. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.ground;
