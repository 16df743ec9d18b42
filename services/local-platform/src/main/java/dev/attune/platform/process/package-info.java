/** Child processes: how they are described, started, watched, restarted, recognised and stopped. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.process;
