/** Token ids of several texts in one rectangle, padded or packed. */
@NullMarked
package dev.attune.lm.batch;

import org.jspecify.annotations.NullMarked;
