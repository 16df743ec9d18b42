/** The forms that preferences come in: TRL, OASST, PandaLM, QA-Feedback, rankings, our own events. */
@org.jspecify.annotations.NullMarked
package dev.attune.preference.form;
