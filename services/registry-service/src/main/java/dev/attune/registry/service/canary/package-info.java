/** Canaries, rollbacks and stops: who is answered by what. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.service.canary;
