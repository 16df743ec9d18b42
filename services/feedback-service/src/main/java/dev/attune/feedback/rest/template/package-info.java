/** Templates over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.template;
