/** Estimators that recipes share: masked means, variances, KL, entropy, rewards of tokens. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.estimator;
