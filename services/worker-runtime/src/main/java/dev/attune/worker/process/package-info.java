/** A worker as a process: how it starts, says how it is, and ends. */
@org.jspecify.annotations.NullMarked
package dev.attune.worker.process;
