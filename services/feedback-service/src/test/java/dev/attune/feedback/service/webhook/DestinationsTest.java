package dev.attune.feedback.service.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.feedback.FeedbackException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DestinationsTest {

    private static Destinations allowing(String... networks) {
        return new Destinations(new TestSettings(Optional.of(List.of(networks)), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.2.3.4",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::1",
                "2001:db8::1",
                "::127.0.0.1",
                "fec0::1"
            })
    void leadNowhereInside(String address) {
        assertThat(Destinations.isSpecial(InetAddress.ofLiteral(address))).isTrue();
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThatThrownBy(() -> allowing().of("https://" + host + "/hook"))
                .isInstanceOf(FeedbackException.class)
                .hasMessageContaining("a machine inside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"})
    void leadToPublicAddresses(String address) {
        assertThat(Destinations.isSpecial(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://1.1.1.1/",
                "https://",
                "1.1.1.1",
                "https://me:secret@1.1.1.1/",
                "https:///hook",
                "http://1.1.1.1/",
                "https://0x7f.1/",
                "https://2130706433/",
                "https://localhost/",
                "https://[::ffff:7f00:1]/"
            })
    void refuseWhatIsNoSafeAddress(String url) {
        assertThatThrownBy(() -> allowing().of(url)).isInstanceOf(FeedbackException.class);
    }

    @Test
    void connectToTheAddressThatWasLookedUp() {
        Destinations.Destination to = allowing("127.0.0.0/8", "::1").of("http://localhost:8123/a%20b?c=d");
        assertThat(to.address().isLoopbackAddress()).isTrue();
        assertThat(to.host()).isEqualTo("localhost");
        assertThat(to.port()).isEqualTo(8123);
        assertThat(to.path()).isEqualTo("/a%20b?c=d");
        assertThat(to.encrypted()).isFalse();
    }
}
