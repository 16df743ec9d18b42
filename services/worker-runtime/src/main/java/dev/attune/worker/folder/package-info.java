/** The folder of a run: its metrics, sampled answers and the states from which it is resumed. */
@NullMarked
package dev.attune.worker.folder;

import org.jspecify.annotations.NullMarked;
