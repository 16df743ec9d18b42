/** Files of prompts and preferences, and their way into the feedback service. */
@NullMarked
package dev.attune.platform.data;

import org.jspecify.annotations.NullMarked;
