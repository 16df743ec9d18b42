/** Pairs as token ids: answers to one prompt share its tokens. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.encode;
