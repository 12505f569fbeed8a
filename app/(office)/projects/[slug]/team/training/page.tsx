import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FilterForm } from "@/components/ui/filter-form";
import { Link } from "@/components/ui/link";
import { TextField } from "@/components/ui/text-field";
import { said } from "@/lib/domain/meeting-text";
import { partsChanged } from "@/lib/domain/training";
import * as format from "@/lib/format";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readTraining } from "@/server/views/team";
import { ProjectPage } from "../../project-page";
import { TrainingForm } from "./training-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.training"))("add") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** From the certificate of a meeting to the record of an assistant: the mentor says whose it is and what it belongs to. */
export default async function TrainingPage({ params, searchParams }: Props) {
  const [{ slug }, search, t, tRole, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("team.training"),
    getTranslations("registration"),
    getLocale(),
  ]);
  const asked = {
    code: firstValue(search.code),
    training: firstValue(search.training),
    assistant: firstValue(search.assistant),
  };
  const team = `/projects/${slug}/team`;
  const here = `${team}/training`;
  const page = await readOfficePage(here, (tx, me) => readTraining(tx, me, slug, asked), "assistants");
  const { project, choices, certificate, waiting, known, change } = page.view;
  const usual = (title: string) => choices.usual.find((one) => one.title === title)?.areaId;
  const areas = choices.areas.map(({ id, number, name }) => ({ value: id, label: `${number}. ${name}` }));
  const rows = (
    blocks: readonly { number: number; titleCs: string; titleEn: string; day: string | null; minutes: number }[],
  ) =>
    blocks.map(({ number, titleCs, titleEn, day, minutes }) => ({
      number,
      label: `${number}. ${said(locale, titleCs, titleEn).text}`,
      note: [day && format.day(day, locale), format.hours(minutes, locale)].filter(Boolean).join(", "),
      areaId:
        choices.areas.find((area) => area.number === known?.parts.find((part) => part.number === number)?.area)?.id ??
        usual(titleCs),
    }));
  const moved = known && change && partsChanged(known.parts, change.blocks ?? []);
  const listed = (numbers: readonly number[]) => numbers.join(", ") || "–";
  return (
    <ProjectPage
      crumbs={[{ label: t("team"), href: team }, { label: t("add") }]}
      office={page}
      part="team"
      project={project}
      search={search}
      title={t(known ? "updateTitle" : "add")}
    >
      {known && change && moved ? (
        <Card className="max-w-3xl" id="certificate" title={`${known.name}: ${known.title}`}>
          <p className="mb-4">
            {change.certificateId
              ? t("updateText", {
                  issue: change.issue ?? 0,
                  before: format.hours(known.minutes, locale),
                  after: format.hours(change.minutes ?? 0, locale),
                  added: listed(moved.added),
                  removed: listed(moved.removed),
                  changed: listed(moved.changed),
                })
              : t("takenBackText", { before: format.hours(known.minutes, locale) })}
          </p>
          <TrainingForm
            areas={areas}
            back={team}
            fixed={{
              trainingId: known.trainingId,
              assistantId: known.assistantId,
              seen: change.certificateId ?? "none",
            }}
            name="training.update"
            rows={rows(change.blocks ?? [])}
            words={{
              submit: t(change.certificateId ? "update" : "drop"),
              assistant: t("assistant"),
              areas: t("areas"),
              areasHint: t("areasHint"),
              none: t("noArea"),
              cancel: t("cancel"),
            }}
          />
        </Card>
      ) : (
        <>
          {waiting.length > 0 && (
            <Card className="max-w-3xl" id="waiting" note={t("waitingNote")} title={t("waiting")}>
              <ul className="divide-y divide-line">
                {waiting.map(({ code, name, role, minutes, reference, site, startsOn, endsOn }) => (
                  <li className="py-2 first:pt-0 last:pb-0" key={code}>
                    <Link className="inline-flex items-center thumb:min-h-11" href={`${here}?code=${code}`}>
                      {name}
                    </Link>
                    <span className="block text-sm text-soft">
                      {[
                        tRole(`roles.${role}`),
                        format.hours(minutes, locale),
                        `${site}, ${format.dayRange(startsOn, endsOn, locale)}`,
                        reference,
                      ].join(" · ")}
                    </span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <Card className="max-w-3xl" id="code" note={t("codeNote")} title={t("codeTitle")}>
            {asked.code && !certificate && <Alert className="mb-4" title={t("unknown")} tone="bad" />}
            <FilterForm action={here}>
              <TextField
                autoComplete="off"
                className="@md:col-span-2"
                defaultValue={asked.code}
                label={t("code")}
                maxLength={300}
                name="code"
              />
              <div className="flex items-end">
                <Button icon="search" type="submit" variant={certificate ? "secondary" : "primary"}>
                  {t("find")}
                </Button>
              </div>
            </FilterForm>
          </Card>
          {certificate && (
            <Card
              className="max-w-3xl"
              id="certificate"
              note={`${said(locale, certificate.titleCs, certificate.titleEn).text}, ${certificate.site}, ${format.dayRange(certificate.startsOn, certificate.endsOn, locale)}`}
              title={t("certificate", { number: certificate.number, name: certificate.name ?? "…" })}
            >
              <p className="mb-4">
                {t("total", { hours: format.hours(certificate.minutes, locale), count: certificate.blocks.length })}
              </p>
              {certificate.state === "valid" ? (
                <TrainingForm
                  areas={areas}
                  assistants={choices.assistants.map(({ id, name }) => ({ value: id, label: name }))}
                  back={team}
                  fixed={{ projectId: project.id, code: certificate.code }}
                  name="training.take"
                  rows={rows(certificate.blocks)}
                  words={{
                    submit: t("take"),
                    assistant: t("assistant"),
                    assistantHint: t("assistantHint"),
                    areas: t("areas"),
                    areasHint: t("areasHint"),
                    none: t("noArea"),
                    cancel: t("cancel"),
                  }}
                />
              ) : (
                <Alert title={t("notValid")} tone="warn" />
              )}
            </Card>
          )}
        </>
      )}
    </ProjectPage>
  );
}
