/** What a worker remembers of the run that it is making, and what people want of it. */
@NullMarked
package dev.attune.worker.run;

import org.jspecify.annotations.NullMarked;
