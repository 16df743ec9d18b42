/** Erasing people. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.erasure;
