/** One machine's platform: its settings, its folders, and the command line's entry. */
@NullMarked
package dev.attune.platform;

import org.jspecify.annotations.NullMarked;
