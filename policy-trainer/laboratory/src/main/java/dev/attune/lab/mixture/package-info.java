/** Mixtures of tasks to tune on, and tasks held out as wholes to measure on. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.mixture;
