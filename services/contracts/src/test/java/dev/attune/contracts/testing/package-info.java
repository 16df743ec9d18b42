/** What other rooms' tests need from the bus: a real broker inside the test's own process. */
@NullMarked
package dev.attune.contracts.testing;

import org.jspecify.annotations.NullMarked;
