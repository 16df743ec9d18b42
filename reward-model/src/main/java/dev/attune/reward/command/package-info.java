/** The command line of this room. */
@NullMarked
package dev.attune.reward.command;

import org.jspecify.annotations.NullMarked;
