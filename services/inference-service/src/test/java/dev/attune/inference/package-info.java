/** Tests of the inference service with a real Kafka and a real, tiny model. */
@org.jspecify.annotations.NullMarked
package dev.attune.inference;
