/** What the registry knows: checkpoints with their lineage, runs, evaluations, and when one is promoted. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry;
