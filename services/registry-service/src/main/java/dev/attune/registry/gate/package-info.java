/** Gates: what a checkpoint must show before a channel serves it, and what it has shown. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.gate;
