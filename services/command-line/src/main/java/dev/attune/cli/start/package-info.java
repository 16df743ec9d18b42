/** How the start caches are made: by a platform that nobody uses. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.start;
