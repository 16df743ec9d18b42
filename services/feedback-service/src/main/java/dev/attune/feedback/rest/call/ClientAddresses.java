package dev.attune.feedback.rest.call;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.config.Network;

/**
 * Where requests come from, for limits. What a header says counts only as far as proxies that are trusted have written it:
 * each adds at the end who asked it, so the last one who is no such proxy is the caller, and what stands before is his word.
 */
@ApplicationScoped
public class ClientAddresses {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Bytes of an IPv6 address that a customer of a provider has for himself, each of which is him. */
    private static final int NETWORK_BYTES = 8;

    private final List<Network> trusted;

    ClientAddresses(FeedbackConfig config) {
        this.trusted = config.session().trustedProxies().orElse(List.of()).stream()
                .map(network -> Network.of(network, "attune.feedback.session.trusted-proxies"))
                .toList();
    }

    /** So that a setting that cannot be read is told at the start. */
    public void start(@Observes StartupEvent event) {}

    /** The caller's address; of IPv6 its network of 64 bits. */
    public String of(HttpServerRequest request) {
        SocketAddress peer = request.connection().remoteAddress();
        InetAddress address = peer == null ? null : literal(peer.hostAddress());
        return address == null ? "" : text(caller(address, request.headers().getAll(FORWARDED_FOR)));
    }

    /** Whether the caller sent the request over HTTPS, to this service or to a proxy that is trusted. */
    boolean isSecure(HttpServerRequest request) {
        SocketAddress peer = request.connection().remoteAddress();
        InetAddress address = peer == null ? null : literal(peer.hostAddress());
        return request.isSSL()
                || (address != null
                        && isTrusted(address)
                        && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
    }

    private InetAddress caller(InetAddress peer, List<String> forwarded) {
        InetAddress caller = peer;
        String[] hops = String.join(",", forwarded).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isTrusted(caller); i--) {
            InetAddress before = literal(withoutPort(hops[i].strip()));
            if (before == null) {
                return caller;
            }
            caller = before;
        }
        return caller;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.holds(address));
    }

    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.substring(1, Math.max(1, hop.indexOf(']')));
        }
        boolean one = hop.indexOf(':') == hop.lastIndexOf(':');
        return one && hop.contains(":") ? hop.substring(0, hop.indexOf(':')) : hop;
    }

    private static String text(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }

    /** Null for what is no address; no name is ever looked up. */
    private static @Nullable InetAddress literal(@Nullable String text) {
        try {
            return text == null ? null : InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
