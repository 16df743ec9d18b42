/** Files of preferences, whatever their form, and the lines that cannot be used. */
@org.jspecify.annotations.NullMarked
package dev.attune.preference.file;
