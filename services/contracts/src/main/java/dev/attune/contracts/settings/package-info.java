/** Settings that recipes share, and how a configuration is read over its defaults. */
@NullMarked
package dev.attune.contracts.settings;

import org.jspecify.annotations.NullMarked;
