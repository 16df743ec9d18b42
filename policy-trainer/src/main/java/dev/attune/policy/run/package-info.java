/** What goes on around a run's updates, whatever the recipe: begin or resume, watch, stop, save, report. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.run;
