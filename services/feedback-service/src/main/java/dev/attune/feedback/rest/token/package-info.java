/** Service tokens, over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.token;
