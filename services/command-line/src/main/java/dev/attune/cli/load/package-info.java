/** How much feedback-service takes, and how exactly: load from a process of its own against a real database and a real bus. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.load;
