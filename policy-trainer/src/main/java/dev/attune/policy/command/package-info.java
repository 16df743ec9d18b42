/** The policy trainer's subcommands. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.command;
