/** The bytes of images. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.image;
