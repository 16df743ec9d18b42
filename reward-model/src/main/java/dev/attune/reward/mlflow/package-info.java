/**
 * Metrics to an MLflow server. It is found by the service loader, so that policy-trainer's runs have it without knowing it, and
 * contracts need not carry the client.
 */
@NullMarked
package dev.attune.reward.mlflow;

import org.jspecify.annotations.NullMarked;
