/** The ways to sign in, over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.signin;
