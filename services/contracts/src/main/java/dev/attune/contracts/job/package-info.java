/** The configuration of each recipe: the same record whether it comes from the bus or from the command line. */
@NullMarked
package dev.attune.contracts.job;

import org.jspecify.annotations.NullMarked;
