/** Tests of the inference service with a real Kafka and a real, tiny model. */
@NullMarked
package dev.attune.inference;

import org.jspecify.annotations.NullMarked;
