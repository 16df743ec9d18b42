/** Model cards: read, stated for, and exported with the model. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.card;
