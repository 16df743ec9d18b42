/** Names and places. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.name;
