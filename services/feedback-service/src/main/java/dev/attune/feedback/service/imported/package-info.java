/** What was said elsewhere, checked. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.imported;
