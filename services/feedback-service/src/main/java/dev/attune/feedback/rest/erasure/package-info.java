/** The routes to erasures. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.erasure;
