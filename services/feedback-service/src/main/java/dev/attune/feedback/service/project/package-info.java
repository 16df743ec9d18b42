/** What becomes of projects, and how they go. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.project;
