const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 20;

/** A random password of letters and digits that cannot be mistaken for each other. */
export function oneTimePassword(): string {
  const fit = 256 - (256 % LETTERS.length);
  let password = '';
  while (password.length < LENGTH) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    password += byte < fit ? (LETTERS[byte % LETTERS.length] ?? '') : '';
  }
  return password;
}
