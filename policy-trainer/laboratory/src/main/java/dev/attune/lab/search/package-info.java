/** Prompts searched within a budget of model calls and judged on examples that the search has not seen. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.search;
