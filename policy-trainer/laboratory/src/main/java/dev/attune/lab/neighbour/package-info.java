/** Training texts found by their likeness to a text. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.neighbour;
