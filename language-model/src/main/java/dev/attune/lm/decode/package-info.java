/** Decoding: one token per row and step, on buffers that are allocated once. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.decode;
