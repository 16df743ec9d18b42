/** Projects made of templates. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.template;
