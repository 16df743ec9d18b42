/** What a checkpoint must show before a channel serves it: a project's gates, as data. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings.gate;
