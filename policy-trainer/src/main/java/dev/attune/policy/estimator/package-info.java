/** Estimators that recipes share: masked means, variances, KL, entropy, rewards of tokens. */
@NullMarked
package dev.attune.policy.estimator;

import org.jspecify.annotations.NullMarked;
