/** What all rooms count under the same names. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.measure;
