/** Dead letters: what consumers could not use, and its way back. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.letter;
