/** PostgreSQL: entities and repositories, used by the service package only. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.store;
