/** Retraining policies over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.rest.retraining;
