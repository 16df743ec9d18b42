/** The registry's settings. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.config;
