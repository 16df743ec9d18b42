/** Tests of the registry on a real Kafka and a real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry;
