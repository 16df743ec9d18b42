/** What a training run leaves on disk while it goes on: states to resume from, metrics, sampled answers. */
@NullMarked
package dev.attune.contracts.run;

import org.jspecify.annotations.NullMarked;
