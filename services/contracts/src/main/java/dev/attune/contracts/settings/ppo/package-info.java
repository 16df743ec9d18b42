/** The settings of proximal policy optimisation. */
@NullMarked
package dev.attune.contracts.settings.ppo;

import org.jspecify.annotations.NullMarked;
