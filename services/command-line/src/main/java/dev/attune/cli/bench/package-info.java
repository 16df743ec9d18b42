/** What all benches of the command line share. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.bench;
