/** Projects to begin with. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.template;
