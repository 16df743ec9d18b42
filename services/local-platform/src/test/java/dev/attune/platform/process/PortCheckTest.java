package dev.attune.platform.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortCheckTest {

    @Test
    void aTakenPortIsNamedWithItsOwnerAndTheSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> PortCheck.require(port, "kafka", "--port-kafka or ATTUNE_PORT_KAFKA"))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageStartingWith("Port " + port + " of kafka is taken by process "
                            + ProcessHandle.current().pid() + " (")
                    .hasMessageEndingWith("choose another port with --port-kafka or ATTUNE_PORT_KAFKA.");
        }
    }

    @Test
    void aPortIsFreeAgainOnceItIsClosed() throws IOException {
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = taken.getLocalPort();
        assertThat(PortCheck.isFree(port)).isFalse();
        taken.close();
        assertThat(PortCheck.isFree(port)).isTrue();
    }
}
