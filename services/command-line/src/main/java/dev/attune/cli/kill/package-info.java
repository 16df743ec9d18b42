/** Kills the platform's processes under load and counts what was lost and what counts twice. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.kill;
