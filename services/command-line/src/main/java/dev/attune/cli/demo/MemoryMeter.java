package dev.attune.cli.demo;

import dev.attune.platform.machine.Platform;

/** The most memory that this process and all its children held together, sampled twice a second. */
final class MemoryMeter implements AutoCloseable {

    private final Thread sampler =
            Thread.ofPlatform().daemon().name("memory-meter").start(this::sample);
    private volatile long peakMb;

    long peakMb() {
        return peakMb;
    }

    private void sample() {
        try {
            while (true) {
                peakMb = Math.max(peakMb, Platform.memoryMb());
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}
