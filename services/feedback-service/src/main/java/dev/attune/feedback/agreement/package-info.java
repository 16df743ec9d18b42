/** How far raters of a project say the same, and what is right. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.agreement;
