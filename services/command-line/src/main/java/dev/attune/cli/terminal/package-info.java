/** What every command has: its terminal, its options, and where it runs. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.terminal;
