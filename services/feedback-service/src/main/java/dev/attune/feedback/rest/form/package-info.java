/** What raters are asked for and what they say, as requests hold it. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.form;
