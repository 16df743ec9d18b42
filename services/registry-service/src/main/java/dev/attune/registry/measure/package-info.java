/** What the registry counts, for those who run it. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.measure;
