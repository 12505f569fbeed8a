import { getMessages } from "next-intl/server";

/** What kind of personal data a row of the access log was about, in words; an unknown one as it stands. */
export async function subjectWords() {
  const words: Record<string, string> = (await getMessages()).access.subjects;
  return (subject: string) => words[subject] ?? subject;
}
