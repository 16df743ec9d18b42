/** Tests of the worker against a real broker. */
@NullMarked
package dev.attune.reward.job;

import org.jspecify.annotations.NullMarked;
