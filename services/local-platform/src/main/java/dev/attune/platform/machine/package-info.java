/** One machine's platform: Kafka, PostgreSQL and the rooms, started together and stopped in reverse order. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.machine;
