/** The registry over HTTP: resources and how errors become problem+json. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.rest;
