/** A person's own ratings and how they compare with others'. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.history;
