/** Images of projects. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.image;
