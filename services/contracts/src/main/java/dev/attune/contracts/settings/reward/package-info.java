/** The settings of reward modelling. */
@NullMarked
package dev.attune.contracts.settings.reward;

import org.jspecify.annotations.NullMarked;
