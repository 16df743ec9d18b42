/** A worker as a process: how it starts, says how it is, and ends. */
@NullMarked
package dev.attune.worker.process;

import org.jspecify.annotations.NullMarked;
