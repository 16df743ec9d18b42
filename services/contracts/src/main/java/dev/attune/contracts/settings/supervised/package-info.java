/** The settings of supervised tuning. */
@NullMarked
package dev.attune.contracts.settings.supervised;

import org.jspecify.annotations.NullMarked;
