/** What managers may ask raters for. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.form;
