package dev.attune.lm;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.torch.Dtype;

/** Where arrays are made. */
public final class Memory {
    private Memory() {}

    /** A manager of its own on the CPU, to be closed by the caller; loads libtorch the first time. */
    public static NDManager newManager() {
        Dtype.FLOAT32.bytes(); // binds libtorch offline before DJL would look for an engine by itself
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }
}
