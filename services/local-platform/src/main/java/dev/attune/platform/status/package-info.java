/** What a platform says about itself while it runs: its phase, its processes, its ports. */
@NullMarked
package dev.attune.platform.status;

import org.jspecify.annotations.NullMarked;
