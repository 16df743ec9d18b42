/** OpenAI's chat interface over HTTP. */
@NullMarked
package dev.attune.inference.rest;

import org.jspecify.annotations.NullMarked;
