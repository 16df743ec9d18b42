/** Fresh candidates over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.fresh;
