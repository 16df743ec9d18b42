/** Metrics to an MLflow server: found by the service loader, for those workers that carry MLflow's client. */
@org.jspecify.annotations.NullMarked
package dev.attune.worker.mlflow;
