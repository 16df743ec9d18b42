/** Promotions that people must stand behind: the request, the evidence, the decisions. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.approval;
