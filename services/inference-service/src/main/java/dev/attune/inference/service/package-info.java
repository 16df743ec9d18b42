/** The use cases: chat, candidates, and which checkpoint a name means. */
@NullMarked
package dev.attune.inference.service;

import org.jspecify.annotations.NullMarked;
