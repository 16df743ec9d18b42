/** Events on Kafka: CloudEvents in binary mode, dead letters, and the transactional step that trainers take. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.bus;
