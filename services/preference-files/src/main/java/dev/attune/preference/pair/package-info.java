/** Preferences as trainers read them, and their split by prompt. */
@org.jspecify.annotations.NullMarked
package dev.attune.preference.pair;
