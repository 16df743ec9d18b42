/** Channels and canaries over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.rest.canary;
