/** Files of prompts and preferences, and their way into the feedback service. */
@NullMarked
package dev.attune.cli.data;

import org.jspecify.annotations.NullMarked;
