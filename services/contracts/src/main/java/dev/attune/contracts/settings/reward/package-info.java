/** The settings of reward modelling. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings.reward;
