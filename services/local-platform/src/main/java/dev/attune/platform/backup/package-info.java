/** A home in one file, taken while it runs, and back. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.backup;
