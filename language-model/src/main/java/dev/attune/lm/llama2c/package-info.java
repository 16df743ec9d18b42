/** The files of llama2.c. */
@NullMarked
package dev.attune.lm.llama2c;

import org.jspecify.annotations.NullMarked;
