@org.jspecify.annotations.NullMarked
package dev.attune.registry.gate;
