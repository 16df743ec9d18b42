/** The command line's entry. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli;
