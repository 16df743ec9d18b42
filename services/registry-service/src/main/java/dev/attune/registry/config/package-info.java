/** The registry's settings. */
@NullMarked
package dev.attune.registry.config;

import org.jspecify.annotations.NullMarked;
