@org.jspecify.annotations.NullMarked
package dev.attune.platform.clean;
