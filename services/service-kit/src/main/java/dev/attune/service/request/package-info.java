/** What a request may be at all: how long, and JSON that says exactly what it means. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.request;
