/** PostgreSQL's tables of prompts and their runs, used by the service package only. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.store.prompt;
