/** The use cases: chat, candidates, and which checkpoint a name means. */
@org.jspecify.annotations.NullMarked
package dev.attune.inference.service;
