/** Decisions on promotions over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.rest.approval;
