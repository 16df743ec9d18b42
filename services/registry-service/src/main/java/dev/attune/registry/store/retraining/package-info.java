/** What is remembered of projects that train again. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.store.retraining;
