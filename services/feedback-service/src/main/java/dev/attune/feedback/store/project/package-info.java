/** Lives of projects, and figures about them. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.project;
