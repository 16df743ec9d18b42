/** Prompts as searches change them and people edit them: their file, and edits that need no model. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.prompt;
