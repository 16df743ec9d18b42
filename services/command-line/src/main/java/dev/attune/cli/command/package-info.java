/** The command line: one class per command. */
@NullMarked
package dev.attune.cli.command;

import org.jspecify.annotations.NullMarked;
