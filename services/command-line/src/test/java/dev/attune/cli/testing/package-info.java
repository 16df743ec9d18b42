/** Services that the tests of this room put in the place of others. */
@NullMarked
package dev.attune.cli.testing;

import org.jspecify.annotations.NullMarked;
