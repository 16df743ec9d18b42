/** Looks at projects and decides whether they train again. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.service.retraining;
