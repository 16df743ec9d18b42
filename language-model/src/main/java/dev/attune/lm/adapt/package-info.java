/** What trains: the whole model, or a low-rank adapter beside its frozen weights. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.adapt;
