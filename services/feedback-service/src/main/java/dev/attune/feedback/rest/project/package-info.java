/** What managers do with a project, over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.project;
