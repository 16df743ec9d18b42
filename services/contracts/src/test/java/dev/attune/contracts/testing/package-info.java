/** What other rooms' tests need from the bus: a real broker inside the test's own process, and a browser. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.testing;
