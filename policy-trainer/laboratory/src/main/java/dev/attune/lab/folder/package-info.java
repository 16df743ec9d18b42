/** Measurements kept part by part, to be gone on with. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.folder;
