package dev.attune.feedback.signin;

import java.util.List;

/**
 * A provider as an administrator sees it; the secret stays where it is.
 *
 * @param redirectAddress what must be registered at the provider as the address to come back to
 * @param groupRoles such as {@code raters=annotator}
 */
public record ProviderInfo(
        String id,
        String label,
        String issuer,
        String clientId,
        boolean hasSecret,
        List<String> scopes,
        String groupsClaim,
        List<String> groupRoles,
        List<String> everybody,
        String redirectAddress) {}
