/** What this machine has and lacks. */
@NullMarked
package dev.attune.cli.machine;

import org.jspecify.annotations.NullMarked;
