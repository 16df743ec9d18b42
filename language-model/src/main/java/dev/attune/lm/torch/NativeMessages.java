package dev.attune.lm.torch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads what libtorch's C interface writes to the standard error stream, the only place where it says why a call failed: the
 * failed call is made once more while that stream leads to a file. What others write meanwhile is passed on.
 */
final class NativeMessages {
    private static final int STANDARD_ERROR = 2;
    private static final int WRITE_ONLY = 1;
    private static final String START = "Exception in aoti_torch: ";
    private static final String TRACE = "Exception raised from ";
    private static final String FRAME = "\nframe #";
    private static final String UNKNOWN = "it gave no reason.";

    private static final MethodHandle DUP = LibTorch.system("dup", ints(1));
    private static final MethodHandle DUP2 = LibTorch.system("dup2", ints(2));
    private static final MethodHandle CLOSE = LibTorch.system("close", ints(1));
    private static final MethodHandle OPEN = LibTorch.system(
            "open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle WRITE = LibTorch.system(
            "write",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private NativeMessages() {}

    /** Runs a call that fails and returns libtorch's first line about it. */
    static synchronized String during(Runnable failingCall) {
        try {
            Path file = Files.createTempFile("attune-torch", ".txt");
            try {
                redirected(file, failingCall);
                return message(Files.readString(file, StandardCharsets.UTF_8));
            } finally {
                Files.delete(file);
            }
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }

    private static void redirected(Path file, Runnable failingCall) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int target = (int) OPEN.invokeExact(arena.allocateFrom(file.toString()), WRITE_ONLY);
            int original = (int) DUP.invokeExact(STANDARD_ERROR);
            if (target < 0 || original < 0) {
                throw new IOException("no file descriptor is left");
            }
            int ignored = (int) DUP2.invokeExact(target, STANDARD_ERROR);
            try {
                failingCall.run();
            } finally {
                ignored = (int) DUP2.invokeExact(original, STANDARD_ERROR);
                ignored = (int) CLOSE.invokeExact(original);
                ignored = (int) CLOSE.invokeExact(target);
            }
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw LibTorch.failed("dup2", failure);
        }
    }

    private static String message(String written) {
        int start = written.indexOf(START);
        if (start < 0) {
            passOn(written);
            return UNKNOWN;
        }
        passOn(written.substring(0, written.lastIndexOf('\n', start) + 1));
        int frame = Math.max(start, written.lastIndexOf(FRAME));
        int afterTrace = written.indexOf('\n', frame);
        passOn(afterTrace < 0 ? "" : written.substring(afterTrace).stripLeading());
        int end = written.indexOf(TRACE, start);
        String message = written.substring(start + START.length(), end < 0 ? written.length() : end);
        return message.strip();
    }

    private static void passOn(String foreign) {
        byte[] bytes = foreign.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            long ignored = (long) WRITE.invokeExact(STANDARD_ERROR, text, (long) bytes.length);
        } catch (Throwable failure) {
            throw LibTorch.failed("write", failure);
        }
    }

    private static FunctionDescriptor ints(int count) {
        ValueLayout.OfInt number = ValueLayout.JAVA_INT;
        return count == 1 ? FunctionDescriptor.of(number, number) : FunctionDescriptor.of(number, number, number);
    }
}
