/** What the ratings of an item settle: pure functions from judgements to preferences. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.settlement;
