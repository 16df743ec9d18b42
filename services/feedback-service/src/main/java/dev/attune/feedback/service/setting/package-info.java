/** Settings of projects: read, and changed under the version that was seen. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.setting;
