/** What learnt from people who were erased. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.erasure;
