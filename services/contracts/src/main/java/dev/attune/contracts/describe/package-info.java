/** What configurations are made of, for those who ask people for one. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.describe;
