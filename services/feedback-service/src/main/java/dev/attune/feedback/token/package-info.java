/** Service tokens: what they are good for. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.token;
