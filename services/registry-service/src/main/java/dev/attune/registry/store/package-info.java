/** PostgreSQL: entities and repositories, used by the service package only. */
@NullMarked
package dev.attune.registry.store;

import org.jspecify.annotations.NullMarked;
