/** Events. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.event;
