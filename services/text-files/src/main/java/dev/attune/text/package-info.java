/** Files from people as text and rows of JSON; what cannot be read is named, never replaced or skipped. */
@org.jspecify.annotations.NullMarked
package dev.attune.text;
