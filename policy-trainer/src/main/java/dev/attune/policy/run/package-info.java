/** What goes on around a run's updates, whatever the recipe: begin or resume, watch, stop, save, report. */
@NullMarked
package dev.attune.policy.run;

import org.jspecify.annotations.NullMarked;
