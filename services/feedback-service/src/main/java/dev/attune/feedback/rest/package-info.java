/** The HTTP interface: resources, their messages, and faults as problem documents. */
@NullMarked
package dev.attune.feedback.rest;

import org.jspecify.annotations.NullMarked;
