/** Calls of the same kind that come at the same time are done together. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.together;
