/** Pairs as token ids: answers to one prompt share its tokens. */
@NullMarked
package dev.attune.reward.encode;

import org.jspecify.annotations.NullMarked;
