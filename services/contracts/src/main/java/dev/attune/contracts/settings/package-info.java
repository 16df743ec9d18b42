/** Settings that recipes share, and how a configuration is read over its defaults. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings;
