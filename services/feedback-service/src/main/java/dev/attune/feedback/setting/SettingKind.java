package dev.attune.feedback.setting;

/**
 * A setting that each project has.
 *
 * @param name under which it is kept and audited; never changes
 * @param type a record that JSON can hold; a field that comes later must have a value for when it is absent
 * @param initial what holds where nobody set it
 */
public record SettingKind<T extends Record>(String name, Class<T> type, T initial) {}
