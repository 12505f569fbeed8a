import { getMessages } from "next-intl/server";

/** What kind of personal data a row of the access log was about, in words; an id behind the kind is left out. */
export async function subjectWords() {
  const words: Record<string, string> = (await getMessages()).access.subjects;
  return (subject: string) => {
    const [kind = ""] = subject.split(" ");
    return words[kind] ?? kind;
  };
}
