/** The routes to voidings. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.voiding;
