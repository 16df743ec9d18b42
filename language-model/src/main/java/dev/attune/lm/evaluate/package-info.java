/** What a model makes of a text. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.evaluate;
