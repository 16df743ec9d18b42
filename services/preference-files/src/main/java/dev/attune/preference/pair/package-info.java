/** Preferences as trainers read them, and their split by prompt. */
@NullMarked
package dev.attune.preference.pair;

import org.jspecify.annotations.NullMarked;
