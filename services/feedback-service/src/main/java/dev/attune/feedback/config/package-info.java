/** The settings of this service. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.config;
