/** The command line of this room. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.command;
