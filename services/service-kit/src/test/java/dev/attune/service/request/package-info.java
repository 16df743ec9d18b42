@org.jspecify.annotations.NullMarked
package dev.attune.service.request;
