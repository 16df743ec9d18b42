/** Signing in with a provider of identities: who somebody is there. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.signin;
