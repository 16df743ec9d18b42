/** What a worker remembers of the run that it is making, and what people want of it. */
@org.jspecify.annotations.NullMarked
package dev.attune.worker.run;
