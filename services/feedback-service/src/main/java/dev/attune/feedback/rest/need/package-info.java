/** What items ask of raters, what members have, and why nothing is left for somebody. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.need;
