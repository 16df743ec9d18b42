/** The bus: completions come in, outbox rows go out. */
@NullMarked
package dev.attune.feedback.messaging;

import org.jspecify.annotations.NullMarked;
