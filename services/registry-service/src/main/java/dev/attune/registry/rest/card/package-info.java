/** Model cards over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.rest.card;
