/** The files of llama2.c. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.llama2c;
