/** What one platform keeps in folders: its home with secrets and logs, and the built repository that it runs. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.home;
