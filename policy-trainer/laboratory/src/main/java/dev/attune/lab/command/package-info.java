/** The laboratory's commands: options in, a report out. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.command;
