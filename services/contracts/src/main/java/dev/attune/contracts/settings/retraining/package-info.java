/** When a project trains again: its retraining policy, as data. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings.retraining;
