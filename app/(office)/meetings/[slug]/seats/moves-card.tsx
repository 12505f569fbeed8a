import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { TextArea } from "@/components/ui/text-field";
import type { PersonState } from "@/db/queries/seats";
import { collator } from "@/lib/format";
import type { SeatsShown } from "@/server/views/seats";
import { PersonLine } from "./person-line";

type Props = SeatsShown & { people: readonly PersonState[] };

/** Everybody who sits, by site and municipality, and the queue in its order; those chosen are moved in one batch. */
export function MovesCard(props: Props) {
  const { meeting, people, edits, edit, path } = props;
  const t = useTranslations("seats.desk");
  const told = meeting.state === "published";
  const doomed = people.find(({ registrationId }) => edit === `remove:${registrationId}`);
  const sections = (
    <div className="grid gap-6 lg:grid-cols-2">
      {meeting.sites.map((site) => (
        <SitePeople key={site.id} {...props} site={site} />
      ))}
      <section aria-labelledby="queue">
        <h3 id="queue">{t("queue")}</h3>
        <p className="text-sm text-soft">{t("queueNote")}</p>
        <Lines {...props} people={people.filter(({ state }) => state === "waiting")} />
      </section>
    </div>
  );
  return (
    <Card id="moves" note={edits && told ? t("moveNote") : undefined} title={t("move")}>
      {edits && doomed && (
        <Panel
          back={`${path}#moves`}
          danger
          fixed={{ registrationId: doomed.registrationId }}
          name="seat.remove"
          submit={t("remove")}
          title={t("removeTitle", { name: doomed.name })}
        >
          <input data-kind="json" name="fromSiteId" type="hidden" value={JSON.stringify(doomed.siteId)} />
          <p>{t("removeText")}</p>
          <TextArea hint={t("reasonHint")} label={t("reason")} maxLength={500} name="reason" rows={2} />
        </Panel>
      )}
      {edits && told ? (
        <CommandForm
          fixed={{ meetingId: meeting.id }}
          name="seat.move"
          redirectTo={`${path}#counts`}
          submitLabel={t("submit")}
        >
          {sections}
          <TextArea hint={t("reasonHint")} label={t("reason")} maxLength={500} name="reason" rows={2} />
          <Checkbox label={t("agreed")} name="agreed" />
        </CommandForm>
      ) : (
        sections
      )}
    </Card>
  );
}

function SitePeople({ site, ...props }: Props & { site: Props["meeting"]["sites"][number] }) {
  const t = useTranslations("seats.desk");
  const { people, meeting, edits } = props;
  const here = people.filter(({ siteId }) => siteId === site.id);
  const { compare } = collator(useLocale());
  const cities = [...new Map(here.map((one) => [one.municipalityCode, one.municipality])).entries()].sort((a, b) =>
    compare(a[1], b[1]),
  );
  const others = meeting.sites.filter(({ id }) => id !== site.id);
  return (
    <section aria-labelledby={`site-${site.code}`} className="no-print">
      <h3 id={`site-${site.code}`}>{site.name}</h3>
      {here.length === 0 && <p>{t("nobody")}</p>}
      {cities.map(([code, name]) => {
        const mates = here.filter(({ municipalityCode }) => municipalityCode === code);
        return (
          <details className="border-line border-b py-2" key={code}>
            <summary className="min-h-11 cursor-pointer py-2">
              {name} ({mates.length})
            </summary>
            {edits &&
              mates.length > 1 &&
              others.map(({ id, name: to }) => (
                <label className="flex min-h-11 items-center gap-3" key={id}>
                  <input
                    className="size-5 accent-action"
                    data-kind="json"
                    name="moves[]"
                    type="checkbox"
                    value={JSON.stringify({ municipalityCode: code, fromSiteId: site.id, siteId: id })}
                  />
                  {t("whole", { count: mates.length, site: to })}
                </label>
              ))}
            <Lines {...props} people={mates} />
          </details>
        );
      })}
    </section>
  );
}

function Lines({ people, ...props }: Props) {
  const t = useTranslations("seats.desk");
  if (people.length === 0) return <p>{t("nobody")}</p>;
  return (
    <ul>
      {people.map((person) => (
        <PersonLine key={person.registrationId} {...props} person={person} />
      ))}
    </ul>
  );
}
