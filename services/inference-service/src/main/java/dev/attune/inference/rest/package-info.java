/** OpenAI's chat interface over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.inference.rest;
