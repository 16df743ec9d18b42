/** One machine's platform: Kafka, PostgreSQL and the rooms, started together and stopped in reverse order. */
@NullMarked
package dev.attune.platform.machine;

import org.jspecify.annotations.NullMarked;
