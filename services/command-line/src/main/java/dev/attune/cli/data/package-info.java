/** Files of prompts and preferences, and their way into the feedback service. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.data;
