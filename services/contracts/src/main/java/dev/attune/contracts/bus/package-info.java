/** Events on Kafka: CloudEvents in binary mode, their types and topics, and dead letters. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.bus;
