/** A text without accents, case and punctuation, one blank between words: as the database's `sec.plain` writes it. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9@]+/g, " ")
    .trim();

/** Whether a text holds every word that was asked; nothing asked is held by all. */
export function holdsWords(text: string, asked: string): boolean {
  const words = plain(asked).split(" ");
  const place = plain(text);
  return asked.trim() === "" || (words[0] !== "" && words.every((word) => place.includes(word)));
}
