/** The worker's rim: Kafka in and out. Recipes and evaluations know nothing of it. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.job;
