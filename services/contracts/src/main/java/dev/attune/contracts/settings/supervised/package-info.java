/** The settings of supervised tuning. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings.supervised;
