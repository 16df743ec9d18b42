/** What this machine has and lacks. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.machine;
