/** The room's own command line. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.command;
