/** The worker's rim: Kafka in and out. Recipes and evaluations know nothing of it. */
@NullMarked
package dev.attune.policy.job;

import org.jspecify.annotations.NullMarked;
