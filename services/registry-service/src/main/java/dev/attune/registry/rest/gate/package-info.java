/** Gates over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.rest.gate;
