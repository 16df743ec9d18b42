/** Child processes: how they are described, started, watched, restarted, recognised and stopped. */
@NullMarked
package dev.attune.platform.process;

import org.jspecify.annotations.NullMarked;
