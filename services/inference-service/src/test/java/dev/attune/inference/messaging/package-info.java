/** Tests of what the service decides. */
@org.jspecify.annotations.NullMarked
package dev.attune.inference.messaging;
