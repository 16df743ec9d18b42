/** The policy trainer's subcommands. */
@NullMarked
package dev.attune.policy.command;

import org.jspecify.annotations.NullMarked;
