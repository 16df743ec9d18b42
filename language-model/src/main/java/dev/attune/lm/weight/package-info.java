/** Parameters, and where their values come from. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.weight;
