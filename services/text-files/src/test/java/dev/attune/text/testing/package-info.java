/** What people's files are like, for the tests of every reader. */
@org.jspecify.annotations.NullMarked
package dev.attune.text.testing;
