/** Child processes and services that the tests of this room start. */
@NullMarked
package dev.attune.platform.testing;

import org.jspecify.annotations.NullMarked;
