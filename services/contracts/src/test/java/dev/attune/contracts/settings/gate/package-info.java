@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings.gate;
