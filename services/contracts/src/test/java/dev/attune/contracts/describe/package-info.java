/** What configurations are made of. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.describe;
