package dev.attune.policy.direct;

import java.util.Optional;

/**
 * A pair and what the reference says of it.
 *
 * @param chosen log-probability of the chosen answer under the reference
 * @param rejected of the rejected one
 * @param mismatched the same prompt with another pair's answers, where the loss wants that
 */
record ReferencedPair(EncodedPair pair, float chosen, float rejected, Optional<ReferencedPair> mismatched) {

    int length() {
        return pair.length();
    }
}
