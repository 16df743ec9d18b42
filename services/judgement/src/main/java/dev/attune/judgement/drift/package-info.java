/** Whether people have come to prefer something else than a reward model has learned, looked at after every rating. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.drift;
