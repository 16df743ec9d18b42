/** What a comparison says: figures with intervals, a report, plots, PEFT's columns. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.outcome;
