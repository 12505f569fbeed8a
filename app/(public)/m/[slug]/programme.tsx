import { useLocale, useTranslations } from "next-intl";
import { blockTime } from "@/app/meeting-words";
import type { Meeting } from "@/db/queries/meetings";
import { said } from "@/lib/domain/meeting-text";
import { typeset } from "@/lib/format";
import { Paragraphs } from "./paragraphs";

/** The blocks by their numbers, with who provides them and, once it is known, when. */
export function Programme({ meeting }: { meeting: Meeting }) {
  const t = useTranslations("meetingPage");
  const locale = useLocale();
  const siteOf = (id: string | null) => meeting.sites.find((site) => site.id === id)?.name;
  return (
    <section aria-labelledby="programme" className="grid gap-3">
      <h2 id="programme">{t("programme")}</h2>
      {meeting.blocks.length > 0 && (
        <ol className="grid gap-2">
          {meeting.blocks.map((block) => {
            const title = said(locale, block.titleCs, block.titleEn);
            const about = [
              said(locale, block.providerCs, block.providerEn).text,
              block.lecturer,
              siteOf(block.siteId),
              blockTime(block, t),
            ].filter(Boolean);
            return (
              <li className="grid grid-cols-[2rem_minmax(0,1fr)]" key={`${block.number}${siteOf(block.siteId) ?? ""}`}>
                <span className="font-semibold">{block.number}.</span>
                <span lang={title.lang === locale ? undefined : title.lang}>
                  {title.lang === "cs" ? typeset(title.text) : title.text}
                  {about.length > 0 && <span className="block text-sm text-soft">{about.join(" · ")}</span>}
                </span>
              </li>
            );
          })}
        </ol>
      )}
      <Paragraphs of={said(locale, meeting.programmeCs, meeting.programmeEn)} />
    </section>
  );
}
