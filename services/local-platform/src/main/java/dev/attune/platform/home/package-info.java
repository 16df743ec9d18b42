/** What one platform keeps in folders: its home with secrets and logs, and the built repository that it runs. */
@NullMarked
package dev.attune.platform.home;

import org.jspecify.annotations.NullMarked;
