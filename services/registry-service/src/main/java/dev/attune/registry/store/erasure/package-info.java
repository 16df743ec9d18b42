/** Erasures, and what is made again without whom they erased. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.store.erasure;
