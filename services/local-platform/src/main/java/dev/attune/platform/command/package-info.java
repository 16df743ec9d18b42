/** The command line: one class per command. */
@NullMarked
package dev.attune.platform.command;

import org.jspecify.annotations.NullMarked;
