/** What learnt from erased people, and making it again without them. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.service.erasure;
