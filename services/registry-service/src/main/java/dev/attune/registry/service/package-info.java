/** The registry's use cases, each one transaction. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.service;
