/** What the registry knows: checkpoints with their lineage, runs, evaluations, and when one is promoted. */
@NullMarked
package dev.attune.registry;

import org.jspecify.annotations.NullMarked;
