/** What a model's files or settings are refused with. */
@NullMarked
package dev.attune.lm.error;

import org.jspecify.annotations.NullMarked;
