package dev.attune.lm.transformer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.torch.Dtype;

/** Where arrays are made. */
public final class Memory {
    private Memory() {}

    /** A manager of its own on the CPU, to be closed by the caller; loads libtorch the first time. */
    public static NDManager newManager() {
        return newManager(Device.cpu());
    }

    /** As {@link #newManager()}, on any device that libtorch has here. */
    public static NDManager newManager(Device device) {
        Dtype.FLOAT32.bytes(); // binds libtorch offline before DJL would look for an engine by itself
        int gpus = device.isGpu() ? Engine.getEngine("PyTorch").getGpuCount() : 0;
        if (device.isGpu() && device.getDeviceId() >= gpus) {
            throw new IllegalArgumentException("There is no " + device + " for libtorch: it sees " + gpus
                    + " GPUs. With a GPU, put libtorch's CUDA build on the class path in place of the CPU build.");
        }
        return NDManager.newBaseManager(device, "PyTorch");
    }
}
