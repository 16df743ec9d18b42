/** The forms that preferences come in: TRL, OASST, PandaLM, QA-Feedback, rankings, our own events. */
@NullMarked
package dev.attune.preference.form;

import org.jspecify.annotations.NullMarked;
