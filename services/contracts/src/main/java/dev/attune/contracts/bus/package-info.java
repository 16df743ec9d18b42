/** Events on Kafka: CloudEvents in binary mode, dead letters, and the transactional step that trainers take. */
@NullMarked
package dev.attune.contracts.bus;

import org.jspecify.annotations.NullMarked;
