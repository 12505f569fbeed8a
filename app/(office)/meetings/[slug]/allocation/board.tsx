import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { reasonSentence } from "@/lib/words";
import type { BoardCity, BoardPerson, BoardSite } from "@/server/views/allocation";
import { deskAddress, type RunView } from "./desk-view";

type Props = { view: RunView; board: { sites: BoardSite[]; queue: BoardPerson[] } };

/** Everybody with a place and why, by site and city, and who waits in which order. */
export function Board({ board, view }: Props) {
  const t = useTranslations("allocation.desk");
  const locale = useLocale();
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2" id="board">
      {board.sites.map((site) => (
        <SiteCard key={site.code} site={site} view={view} />
      ))}
      <Card
        className="xl:col-span-2"
        id="queue"
        note={t(board.queue.length > 0 ? "queueNote" : "queueEmpty")}
        title={t("queue", { count: board.queue.length })}
      >
        {board.queue.length > 0 && (
          <ol className="divide-y divide-line">
            {board.queue.map((person, at) => (
              <li className="grid grid-cols-[auto_1fr] gap-x-3 py-2" key={person.id}>
                <span className="w-8 text-right font-semibold tabular-nums">{at + 1}.</span>
                <div className="min-w-0">
                  <PersonLine person={person} view={view} withCity />
                  <p className="text-sm text-soft">{reasonSentence(locale, person.reason)}</p>
                </div>
              </li>
            ))}
          </ol>
        )}
      </Card>
    </div>
  );
}

function SiteCard({ site, view }: { site: BoardSite; view: RunView }) {
  const t = useTranslations("allocation.desk");
  const tRole = useTranslations("registration.roles");
  const apart = site.cities.filter(({ elsewhere }) => elsewhere > 0).length;
  return (
    <Card
      id={`site-${site.code}`}
      note={site.roles.map(({ role, count }) => `${tRole(role)}: ${count}`).join(" · ")}
      title={t("siteTitle", { site: site.name, taken: site.taken, capacity: site.capacity })}
    >
      <p className="mb-2 flex flex-wrap items-center gap-2">
        {t("cities", { count: site.cities.length })}
        {apart > 0 && <StatePill tone="warn">{t("apartCount", { count: apart })}</StatePill>}
      </p>
      <div className="divide-y divide-line">
        {site.cities.map((city) => (
          <City city={city} key={city.code} view={view} />
        ))}
      </div>
    </Card>
  );
}

function City({ city, view }: { city: BoardCity; view: RunView }) {
  const t = useTranslations("allocation.desk");
  const locale = useLocale();
  const moves = view.works && view.shown === view.chosen;
  return (
    <details>
      <summary className="min-h-11 py-2.5">
        <span className="font-medium">{city.name}</span>{" "}
        <span className="text-sm text-soft">
          ({city.district}) · {t("people", { count: city.people.length })}
        </span>{" "}
        {city.elsewhere > 0 && <StatePill tone="warn">{t("apart", { count: city.elsewhere })}</StatePill>}
      </summary>
      <div className="pb-3 pl-4">
        {moves && (
          <LinkButton
            href={deskAddress(view, { who: `city:${city.code}` }, "move")}
            icon="right"
            size="sm"
            variant="secondary"
          >
            {t("moveCity", { city: city.name })}
          </LinkButton>
        )}
        <ul className="mt-2 grid gap-2">
          {city.people.map((person) => (
            <li key={person.id}>
              <PersonLine person={person} view={view} />
              <p className="text-sm text-soft">{reasonSentence(locale, person.reason)}</p>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function PersonLine({ person, view, withCity }: { person: BoardPerson; view: RunView; withCity?: boolean }) {
  const t = useTranslations("allocation.desk");
  const tRole = useTranslations("registration.roles");
  const action = "inline-flex items-center text-sm thumb:min-h-11";
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <span className="font-medium">{person.name}</span>
      <span className="text-sm text-soft">
        {tRole(person.role)}
        {withCity && `, ${person.city} (${person.district})`}
      </span>
      {view.works && (
        <>
          {view.shown === view.chosen && (
            <Link
              aria-label={`${t("move")}: ${person.name}`}
              className={action}
              href={deskAddress(view, { who: `person:${person.id}` }, "move")}
            >
              {t("move")}
            </Link>
          )}
          <Link
            aria-label={`${t("pin")}: ${person.name}`}
            className={action}
            href={deskAddress(view, { form: "pin", person: person.id }, "pins")}
          >
            {t("pin")}
          </Link>
        </>
      )}
    </p>
  );
}
