package dev.attune.feedback.service.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of images that are shown, told by their first bytes: what a sender says of them is not believed. */
enum ImageType {
    PNG("image/png") {
        @Override
        boolean begins(byte[] bytes) {
            return has(bytes, 0, "\u0089PNG\r\n\u001a\n");
        }
    },
    JPEG("image/jpeg") {
        @Override
        boolean begins(byte[] bytes) {
            return has(bytes, 0, "\u00ff\u00d8\u00ff");
        }
    },
    WEBP("image/webp") {
        @Override
        boolean begins(byte[] bytes) {
            return has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP");
        }
    },
    GIF("image/gif") {
        @Override
        boolean begins(byte[] bytes) {
            return has(bytes, 0, "GIF87a") || has(bytes, 0, "GIF89a");
        }
    };

    private final String mediaType;

    ImageType(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract boolean begins(byte[] bytes);

    String mediaType() {
        return mediaType;
    }

    static Optional<ImageType> of(byte[] bytes) {
        return Arrays.stream(values()).filter(type -> type.begins(bytes)).findFirst();
    }

    private static boolean has(byte[] bytes, int at, String latin) {
        byte[] wanted = latin.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= at + wanted.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
