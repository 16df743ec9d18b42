/** The Kafka broker inside the supervisor's process. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.broker;
