/** The settings of proximal policy optimisation. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings.ppo;
