/** Tests of the library of prompts. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.prompt;
