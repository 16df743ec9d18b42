/** Prompts in the registry's library: files of them sent and fetched, labels moved, runs sent with every answer. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.prompt;
