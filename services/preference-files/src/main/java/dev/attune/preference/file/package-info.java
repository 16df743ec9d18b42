/** Files of preferences, whatever their form, and the lines that cannot be used. */
@NullMarked
package dev.attune.preference.file;

import org.jspecify.annotations.NullMarked;
