/** Use cases of raters with their earlier ratings. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.history;
