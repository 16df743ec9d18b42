package dev.attune.contracts.settings;

import dev.attune.contracts.json.Choice;

/**
 * How the KL of one token is estimated from its log-ratio r = log p - log q (Schulman 2020, "Approximating KL divergence"):
 * k1 is r, k2 is r^2 / 2, k3 is exp(-r) - 1 + r.
 */
public enum KlForm implements Choice {
    K1,
    K2,
    K3
}
