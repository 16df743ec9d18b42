/** When a project trains again: what is known, what is decided, by which rules. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.retraining;
