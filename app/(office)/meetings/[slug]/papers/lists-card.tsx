import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { formatsOf } from "@/lib/domain/paper";
import * as format from "@/lib/format";
import { changesText } from "@/server/papers/content";
import type { PapersView } from "@/server/views/papers";

type Site = PapersView["sites"][number];
type List = Site["lists"][number];
type Props = Site & { path: string };

/** The lists of one site: what each is for, how it stands, its files, and the button that gives it out. */
export function ListsCard({ site, held, guests, needsGone, lists, path }: Props) {
  const t = useTranslations("papers");
  const locale = useLocale();
  const days = format.dayRange(site.startsOn, site.endsOn, locale);
  return (
    <Card
      flush
      id={`lists-${site.code}`}
      note={[t(held ? "had" : "coming", { count: guests }), ...(needsGone ? [t("needsGone")] : [])].join(" ")}
      title={t("site", { name: site.name, days })}
    >
      <ul>
        {lists.map((list) => (
          <li className="grid gap-3 border-line border-t px-4 py-4 sm:px-6 lg:grid-cols-[1fr_auto]" key={list.kind}>
            <div className="min-w-0">
              <h3>
                {t(`lists.${list.kind}`)}{" "}
                <span className="font-normal text-soft">({format.number(list.people, locale)})</span>
              </h3>
              <p className="text-sm text-soft">{t(`for.${list.kind}`)}</p>
              <ListState {...list} held={held} />
            </div>
            {guests > 0 && <ListActions held={held} list={list} path={path} site={site} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ListState({ last, holds, changes, issuedBy, held }: List & { held: boolean }) {
  const t = useTranslations("papers");
  const locale = useLocale();
  if (!last)
    return (
      <p className="mt-2">
        <StatePill tone="none">{t("never")}</StatePill>
      </p>
    );
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      {!held && <StatePill tone={holds ? "good" : "warn"}>{t(holds ? "holds" : "stale")}</StatePill>}
      <p>
        {t("last", { number: last.number, when: format.instant(last.issuedAt, locale) })}
        {!holds && !held && <strong>{`: ${changes ? changesText(changes, locale) : t("staleGone")}`}</strong>}
        {issuedBy && <span className="block text-soft">{t("by", { name: issuedBy })}</span>}
      </p>
    </div>
  );
}

function ListActions({ list, path, site, held }: { list: List; path: string; site: Site["site"]; held: boolean }) {
  const t = useTranslations("papers");
  const { kind, last, holds, changes } = list;
  const file = (more: string) => `${path}/export?kind=${kind}&site=${site.code}&format=${more}`;
  const fresh = (changes?.added.length ?? 0) + (changes?.changed.length ?? 0);
  return (
    <div className="no-print flex flex-wrap items-start gap-2 lg:max-w-80 lg:justify-end">
      {formatsOf[kind].map((name) => (
        <LinkButton
          aria-label={`${t(`lists.${kind}`)}, ${site.name}: ${name.toUpperCase()}`}
          href={file(name)}
          icon="download"
          key={name}
          plain
          size="sm"
          variant="secondary"
        >
          {name.toUpperCase()}
        </LinkButton>
      ))}
      {kind === "badges" && fresh > 0 && (
        <LinkButton href={file("pdf&only=changes")} icon="download" plain size="sm" variant="secondary">
          {t("changed", { count: fresh })}
        </LinkButton>
      )}
      {!holds && !held && (
        <CommandForm
          doneLabel={t("issued")}
          fixed={{ siteId: site.id, kind }}
          name="list.issue"
          submit={{ size: "sm" }}
          submitLabel={t("issueNext", { number: (last?.number ?? 0) + 1 })}
        />
      )}
    </div>
  );
}
