/** Conversations as files write them. */
@org.jspecify.annotations.NullMarked
package dev.attune.preference.message;
