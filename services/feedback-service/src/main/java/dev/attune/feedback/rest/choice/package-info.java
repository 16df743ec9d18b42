/** What comes next in a project, and why nothing does. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.choice;
