/** The HTTP interface: resources, their messages, and faults as problem documents. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest;
