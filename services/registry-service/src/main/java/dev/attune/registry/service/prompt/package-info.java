/** What people do with prompts and runs of them. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.service.prompt;
