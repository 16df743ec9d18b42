/** What lies in a home that nothing needs any more. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.clean;
