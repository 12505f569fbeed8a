import { useLocale } from "next-intl";
import type { Locale } from "@/lib/domain/preference";
import { typeset } from "@/lib/format";

/** A text that somebody wrote, by its empty lines; said to be in the other language where it is. */
export function Paragraphs({ of: { text, lang } }: { of: { text: string; lang: Locale } }) {
  const locale = useLocale();
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== "")
    .map((part) => (
      <p className="whitespace-pre-line" key={part} lang={lang === locale ? undefined : lang}>
        {lang === "cs" ? typeset(part) : part}
      </p>
    ));
}
