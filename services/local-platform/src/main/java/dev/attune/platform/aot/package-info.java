/** Caches of loaded and linked classes, by which programs start in half the time. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.aot;
