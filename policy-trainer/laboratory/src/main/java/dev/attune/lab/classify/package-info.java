/** Texts sorted into classes by what a language model finds likely. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.classify;
