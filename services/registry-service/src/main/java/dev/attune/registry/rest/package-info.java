/** The registry over HTTP: resources and how errors become problem+json. */
@NullMarked
package dev.attune.registry.rest;

import org.jspecify.annotations.NullMarked;
