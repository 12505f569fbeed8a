import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { Practice } from "@/db/queries/practices";
import { dayOf } from "@/lib/domain/clock";
import * as format from "@/lib/format";

const tones = { sent: "active", published: "good", returned: "warn" } as const;

/** Good practice or bad, of what and where: what stands around a text. */
export function PracticeFacts({ practice, state }: { practice: Practice; state?: boolean }) {
  const t = useTranslations("practice");
  const locale = useLocale();
  const place = [practice.municipality, t("district", { district: practice.district })].join(", ");
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
      <StatePill tone={practice.kind === "good" ? "good" : "warn"}>{t(`kinds.${practice.kind}`)}</StatePill>
      {state && <StatePill tone={tones[practice.state]}>{t(`states.${practice.state}`)}</StatePill>}
      <span>{t(`topics.${practice.topic}`)}</span>
      <span>{place}</span>
      <span>{format.day(dayOf(new Date(practice.publishedAt ?? practice.sentAt)), locale)}</span>
    </p>
  );
}

/** What happened and what is to be learned from it. */
export function PracticeBody({ practice }: { practice: Pick<Practice, "happened" | "lesson"> }) {
  const t = useTranslations("practice");
  return (
    <div className="max-w-prose break-words whitespace-pre-line">
      <p>{format.typeset(practice.happened)}</p>
      <p className="mt-3">
        <strong>{t("lesson")}:</strong> {format.typeset(practice.lesson)}
      </p>
    </div>
  );
}

/** The titles of texts that are not published, each the way to it. */
export function PracticeLinks({ practices }: { practices: readonly Practice[] }) {
  return (
    <ul className="divide-y divide-line">
      {practices.map((practice) => (
        <li className="py-3 first:pt-0 last:pb-0" key={practice.id}>
          <Link className="inline-flex items-center font-medium thumb:min-h-11" href={`/practice/${practice.id}`}>
            {practice.title}
          </Link>
          <PracticeFacts practice={practice} state />
        </li>
      ))}
    </ul>
  );
}
