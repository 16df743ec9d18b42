package dev.attune.platform.broker;

import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;

import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/**
 * Knows the users that the broker's own settings name ({@code user_NAME="password"}), so that they need no place in the
 * broker's data: a home from before there were users has them at its next start, and a new password counts at once.
 */
public final class ScramUsers implements AuthenticateCallbackHandler {

    static final String PREFIX = "user_";
    private static final int ITERATIONS = 4096;

    private final Map<String, ScramCredential> credentials = new HashMap<>();

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> entries) {
        ScramFormatter formatter = formatter(mechanism);
        for (AppConfigurationEntry entry : entries) {
            entry.getOptions().forEach((option, password) -> {
                if (option.startsWith(PREFIX)) {
                    credentials.put(
                            option.substring(PREFIX.length()),
                            formatter.generateCredential(String.valueOf(password), ITERATIONS));
                }
            });
        }
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        String name = "";
        for (Callback callback : callbacks) {
            switch (callback) {
                case NameCallback asked -> name = asked.getDefaultName();
                case ScramCredentialCallback wanted -> wanted.scramCredential(credentials.get(name));
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {
        credentials.clear();
    }

    private static ScramFormatter formatter(String mechanism) {
        try {
            return new ScramFormatter(ScramMechanism.forMechanismName(mechanism));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has the hashes of " + mechanism, e);
        }
    }
}
