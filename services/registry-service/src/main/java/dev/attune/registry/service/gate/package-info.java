/** Has checkpoints measured at the gates of their projects, and lets them through or not. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.service.gate;
