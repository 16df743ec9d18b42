/** Prompts in versions, and runs of suites of them: values, and what is computed from them. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.prompt;
