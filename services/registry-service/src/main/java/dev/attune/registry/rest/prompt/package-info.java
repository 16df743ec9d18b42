/** Prompts and their runs over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.rest.prompt;
