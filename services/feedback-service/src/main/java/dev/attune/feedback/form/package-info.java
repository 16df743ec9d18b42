/** What raters of a project are asked for, and what they say beside a verdict, as plain records. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.form;
