package dev.attune.feedback.service.signin;

/**
 * A sign-in that is under way at a provider; it travels sealed in the person's own browser.
 *
 * @param state what the provider must bring back
 * @param nonce what its word about the person must hold
 * @param verifier proves that who began is who comes back (PKCE)
 * @param target where on the page the person wants to go
 * @param until when it ends, in seconds of the epoch
 */
record Attempt(String provider, String state, String nonce, String verifier, String target, long until) {

    /** Says no secret. */
    @Override
    public String toString() {
        return "a sign-in at " + provider;
    }
}
