/** What trains: the whole model, or a low-rank adapter beside its frozen weights. */
@NullMarked
package dev.attune.lm.adapt;

import org.jspecify.annotations.NullMarked;
