import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/app/(office)/panel";
import { EmptyState } from "@/components/ui/alert";
import { StatePill, type Tone } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { Select, TextArea, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { SelectionRound } from "@/db/queries/selection";
import { earlier } from "@/lib/domain/day";
import { can, inProject } from "@/lib/domain/permission";
import { type SelectionOutcome, selectionOutcomes } from "@/lib/domain/selection";
import * as format from "@/lib/format";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readSelections } from "@/server/views/selection";
import { ProjectPage } from "../../project-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.selection"))("title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

const tones: Record<SelectionOutcome, Tone> = {
  open: "active",
  filled: "good",
  partly: "warn",
  nobody: "bad",
  cancelled: "none",
};

/** How assistants are chosen (key activity 01): rounds with counts of candidates, what motivated them, the outcome. */
export default async function SelectionPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, ts, tOutcome, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("team"),
    getTranslations("team.selection"),
    getTranslations("history.values.outcome"),
    getLocale(),
  ]);
  const team = `/projects/${slug}/team`;
  const here = `${team}/selection`;
  const page = await readOfficePage(here, (tx) => readSelections(tx, slug));
  const { me, view } = page;
  const { project, rounds } = view;
  const edits = can(me, "team.edit", inProject(project)) && project.state !== "closed";
  const [verb, id] = (firstValue(asked.edit) ?? "").split(":");
  const round = verb === "decide" ? rounds.find((one) => one.id === id) : undefined;
  const today = earlier(me.today, project.endsOn);
  const count = (value: number | null) => value ?? "–";
  const columns: Column<SelectionRound>[] = [
    { key: "number", header: ts("round"), head: true, cell: ({ number }) => ts("roundNumber", { number }) },
    {
      key: "days",
      header: ts("announced"),
      cell: ({ announcedOn, closesOn }) => format.dayRange(announcedOn, closesOn, locale),
    },
    { key: "wanted", header: ts("wanted"), number: true, cell: ({ wanted }) => wanted },
    { key: "candidates", header: ts("candidates"), number: true, cell: ({ candidates }) => count(candidates) },
    { key: "invited", header: ts("invited"), number: true, cell: ({ invited }) => count(invited) },
    { key: "chosen", header: ts("chosen"), number: true, cell: ({ chosen }) => count(chosen) },
    {
      key: "outcome",
      header: ts("outcome"),
      cell: ({ outcome, decidedOn }) => (
        <>
          <StatePill tone={tones[outcome]}>{tOutcome(outcome)}</StatePill>
          {decidedOn && <span className="block text-sm text-soft">{format.day(decidedOn, locale)}</span>}
        </>
      ),
    },
    {
      key: "motivation",
      header: ts("motivation"),
      cell: ({ motivation, note }) => (
        <span className="break-words">
          {motivation || "–"}
          {note && <span className="block text-sm text-soft">{note}</span>}
        </span>
      ),
    },
  ];
  if (edits)
    columns.push({
      key: "actions",
      header: t("actions"),
      className: "no-print",
      cell: ({ id: of, number, outcome }) => (
        <Link
          aria-label={`${ts(outcome === "open" ? "decide" : "correct")}: ${ts("roundNumber", { number })}`}
          href={`${here}?edit=decide:${of}#form`}
        >
          {ts(outcome === "open" ? "decide" : "correct")}
        </Link>
      ),
    });
  return (
    <ProjectPage
      crumbs={[{ label: t("title"), href: team }, { label: ts("title") }]}
      office={page}
      part="team"
      project={project}
      search={asked}
      title={ts("title")}
    >
      <Card
        actions={
          edits && (
            <LinkButton href={`${here}?edit=open#form`} icon="plus" size="sm" variant="secondary">
              {ts("open")}
            </LinkButton>
          )
        }
        flush
        id="rounds"
        note={ts("note")}
        title={ts("rounds")}
      >
        {edits && verb === "open" && (
          <Panel
            back={here}
            fixed={{ projectId: project.id }}
            name="selection.open"
            submit={ts("openSubmit")}
            title={ts("open")}
          >
            <div className="grid gap-4 md:grid-cols-3">
              <TextField defaultValue={1} inputMode="numeric" kind="number" label={ts("wanted")} name="wanted" />
              <DateField defaultValue={today} label={ts("announcedOn")} name="announcedOn" today={today} />
              <DateField label={ts("closesOn")} max={project.endsOn} name="closesOn" today={today} />
              <TextArea
                className="md:col-span-3"
                hint={ts("motivationHint")}
                label={ts("motivation")}
                maxLength={2000}
                name="motivation"
                optional
                rows={2}
              />
            </div>
          </Panel>
        )}
        {edits && round && (
          <Panel
            back={here}
            fixed={{ selectionId: round.id, version: round.version }}
            name="selection.decide"
            submit={ts("decideSubmit")}
            title={ts("decideTitle", { number: round.number, wanted: round.wanted })}
          >
            <div className="grid gap-4 md:grid-cols-3">
              {(["candidates", "invited", "chosen"] as const).map((name) => (
                <TextField
                  defaultValue={round[name] ?? undefined}
                  inputMode="numeric"
                  key={name}
                  kind="number"
                  label={ts(name)}
                  name={name}
                />
              ))}
              <Select
                defaultValue={round.outcome === "open" ? "" : round.outcome}
                label={ts("outcome")}
                name="outcome"
                options={selectionOutcomes.map((outcome) => ({ value: outcome, label: tOutcome(outcome) }))}
                placeholder={t("choosePhase")}
              />
              <DateField
                defaultValue={round.decidedOn ?? today}
                label={ts("decidedOn")}
                max={me.today}
                name="decidedOn"
                today={today}
              />
              <TextArea
                className="md:col-span-3"
                defaultValue={round.motivation}
                hint={ts("motivationHint")}
                label={ts("motivation")}
                maxLength={2000}
                name="motivation"
                optional
                rows={2}
              />
              <TextArea
                className="md:col-span-3"
                defaultValue={round.note}
                hint={ts("noteHint")}
                label={t("note")}
                maxLength={2000}
                name="note"
                optional
                rows={2}
              />
            </div>
          </Panel>
        )}
        <Table
          address={{ path: here, params: {} }}
          bareCaption
          caption={ts("rounds")}
          columns={columns}
          empty={<EmptyState icon="users" title={ts("none")} />}
          plain
          rowKey={({ id: of }) => of}
          rows={rounds}
        />
      </Card>
    </ProjectPage>
  );
}
