/** The settings of this service. */
@NullMarked
package dev.attune.feedback.config;

import org.jspecify.annotations.NullMarked;
