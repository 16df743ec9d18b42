/** Token ids of several texts in one rectangle, padded or packed. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.batch;
