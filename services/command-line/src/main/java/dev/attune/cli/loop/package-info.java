/** The loop: when projects train again, and their runs. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.loop;
