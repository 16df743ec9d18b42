package dev.attune.feedback.service.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.Network;
import dev.attune.feedback.config.WebhookConfig;

/**
 * Where webhooks may lead. A name is looked up once and the address that was found allowed is the one that is connected to, so that a
 * name that means another address a moment later leads nowhere else.
 */
@ApplicationScoped
class Destinations {

    private static final int LONGEST = 2_000;

    /** Registries of special addresses (RFC 6890 and what followed it), and those of several machines. */
    private static final List<Network> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** Of IPv6, public addresses lie in this network only: what stands for addresses of IPv4 or of a site does not. */
    private static final List<Network> PUBLIC = networks("0.0.0.0/0", "2000::/3");

    private final List<Network> allowed;

    Destinations(WebhookConfig config) {
        this.allowed = config.allowedNetworks().orElse(List.of()).stream()
                .map(network -> Network.of(network, "attune.webhooks.allowed-networks"))
                .toList();
    }

    private static List<Network> networks(String... texts) {
        return List.of(texts).stream().map(text -> Network.of(text, "SPECIAL")).toList();
    }

    /** A place to connect to: {@code host} is what the certificate must be of. */
    record Destination(InetAddress address, String host, int port, boolean encrypted, String path) {}

    /**
     * The place that an address of the web leads to now.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when it is none, or leads where it must not
     */
    Destination of(String url) {
        URI uri = uri(url);
        boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
        String host = uri.getHost();
        List<InetAddress> addresses = lookUp(host);
        boolean inside = addresses.stream().allMatch(this::isAllowed);
        Fault.INVALID_REQUEST.when(
                !inside && addresses.stream().anyMatch(Destinations::isSpecial),
                "The address leads to a machine inside; only networks that the operator lists in"
                        + " ATTUNE_WEBHOOKS_ALLOWED_NETWORKS may be reached there.");
        Fault.INVALID_REQUEST.when(!encrypted && !inside, "The address must begin with https://.");
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int port = uri.getPort() > 0 ? uri.getPort() : encrypted ? 443 : 80;
        return new Destination(addresses.getFirst(), host, port, encrypted, path + query);
    }

    private static URI uri(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (url.length() <= LONGEST && web && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw Fault.INVALID_REQUEST.because("The address is none of the web: " + e.getReason() + ".");
        }
        throw Fault.INVALID_REQUEST.because("The address must be one of the web, such as https://example.org/hook,"
                + " without a password and of at most " + LONGEST + " characters.");
    }

    private static List<InetAddress> lookUp(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw Fault.INVALID_REQUEST.because("There is no machine of the name " + host + ".");
        }
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.holds(address));
    }

    static boolean isSpecial(InetAddress address) {
        return SPECIAL.stream().anyMatch(network -> network.holds(address))
                || PUBLIC.stream().noneMatch(network -> network.holds(address));
    }
}
