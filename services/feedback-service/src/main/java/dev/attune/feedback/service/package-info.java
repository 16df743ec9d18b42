/** The use cases, each one transaction. */
@NullMarked
package dev.attune.feedback.service;

import org.jspecify.annotations.NullMarked;
