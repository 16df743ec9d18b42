/** A value without some of its fields. */
export function without<T extends object, Key extends keyof T>(
  value: T,
  ...keys: readonly Key[]
): Omit<T, Key> {
  const rest = { ...value };
  keys.forEach((key) => {
    Reflect.deleteProperty(rest, key);
  });
  return rest;
}
