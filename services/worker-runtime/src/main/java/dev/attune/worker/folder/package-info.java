/** The folder of a run: its metrics, sampled answers and the states from which it is resumed. */
@org.jspecify.annotations.NullMarked
package dev.attune.worker.folder;
