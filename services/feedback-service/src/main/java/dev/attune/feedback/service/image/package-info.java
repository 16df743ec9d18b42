/** Images that prompts and answers show: by the hash of their bytes, for who may see a project. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.image;
