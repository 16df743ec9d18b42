/** Metrics to an MLflow server: found by the service loader, for those workers that carry MLflow's client. */
@NullMarked
package dev.attune.worker.mlflow;

import org.jspecify.annotations.NullMarked;
