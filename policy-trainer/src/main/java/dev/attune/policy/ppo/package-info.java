/**
 * Proximal policy optimisation: the recipe with its update, report, state and checks, and its maths, which are pure functions
 * on float32 arrays, each with formula, shapes and source.
 *
 * <p>B is the number of answers, T the length of the longest one. A mask (B, T) holds 1 for an answer's real tokens, the
 * end token included, and 0 after them: real tokens stand at the left without gaps. A result and the intermediate arrays
 * belong to the manager of the first argument, which the caller closes.
 */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.ppo;
