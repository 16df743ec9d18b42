/** How far raters of a project agree. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.agreement;
