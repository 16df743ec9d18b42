/** Child processes and services that the tests of this room start. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.testing;
