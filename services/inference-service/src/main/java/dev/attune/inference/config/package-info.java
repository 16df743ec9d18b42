/** The inference service's settings. */
@NullMarked
package dev.attune.inference.config;

import org.jspecify.annotations.NullMarked;
