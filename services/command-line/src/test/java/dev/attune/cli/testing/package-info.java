/** Services that the tests of this room put in the place of others. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.testing;
