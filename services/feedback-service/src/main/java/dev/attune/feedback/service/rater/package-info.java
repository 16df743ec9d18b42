/** Care of raters: measured, told, and acted upon step by step. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.rater;
