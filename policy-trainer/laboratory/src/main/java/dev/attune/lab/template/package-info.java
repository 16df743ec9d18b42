/** Prompts with variables, and which variables they read. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.template;
