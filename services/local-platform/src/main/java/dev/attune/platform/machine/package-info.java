/** What this machine has and lacks. */
@NullMarked
package dev.attune.platform.machine;

import org.jspecify.annotations.NullMarked;
