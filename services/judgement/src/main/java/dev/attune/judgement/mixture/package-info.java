/** CrowdBT and NoisyBT, to compare with. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.mixture;
