@org.jspecify.annotations.NullMarked
package dev.attune.service.page;
