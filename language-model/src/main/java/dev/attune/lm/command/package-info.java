/** The room's own command line. */
@NullMarked
package dev.attune.lm.command;

import org.jspecify.annotations.NullMarked;
