/** Small numerical parts that the models share. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.maths;
