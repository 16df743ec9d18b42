/** Signing in with a provider of identities, by OpenID Connect. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.signin;
