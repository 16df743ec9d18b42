/** Decoding: one token per row and step, on buffers that are allocated once. */
@NullMarked
package dev.attune.lm.decode;

import org.jspecify.annotations.NullMarked;
