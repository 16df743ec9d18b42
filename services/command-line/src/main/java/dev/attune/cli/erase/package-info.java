/** Erasing people, and what learnt from them. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.erase;
