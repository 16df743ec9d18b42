/** JSON as every room reads and writes it. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.json;
