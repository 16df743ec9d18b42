/** What is known of raters: fitted in the background, and used wherever a pair is settled. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.trust;
