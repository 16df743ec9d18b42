package dev.attune.worker.process;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CodeVersionTest {

    @Test
    void aJarSaysItsVersion() {
        assertThat(CodeVersion.of(Test.class)).matches("\\d+\\.\\d+.*");
    }

    @Test
    void classesThatWereNotPackedHaveNone() {
        assertThat(CodeVersion.of(CodeVersionTest.class)).isEqualTo("unpackaged");
    }

    @Test
    void aMachineIsOneLine() {
        assertThat(Machine.line("FLOAT32")).matches("\\w+, \\d+ cores, cpu, FLOAT32");
    }
}
