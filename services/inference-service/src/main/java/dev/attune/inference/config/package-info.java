/** The inference service's settings. */
@org.jspecify.annotations.NullMarked
package dev.attune.inference.config;
