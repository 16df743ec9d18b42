/** The use cases, each one transaction. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service;
