/** Tests of the registry on a real Kafka and a real PostgreSQL. */
@NullMarked
package dev.attune.registry;

import org.jspecify.annotations.NullMarked;
