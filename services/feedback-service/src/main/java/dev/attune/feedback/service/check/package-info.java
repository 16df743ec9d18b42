/** Checks among the items that raters are handed. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.check;
