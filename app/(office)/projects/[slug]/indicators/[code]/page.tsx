import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RecordHistory } from "@/app/(office)/record-history";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { asksWhole, readAddress } from "@/lib/domain/address";
import { isUncounted } from "@/lib/domain/indicator";
import { rowReasons } from "@/lib/domain/indicator-row";
import { placeAsked, placeInput } from "@/lib/domain/keyset";
import { can, inProject } from "@/lib/domain/permission";
import { pickFrom } from "@/lib/domain/preference";
import { typeset } from "@/lib/format";
import { asOfDay, firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readIndicator } from "@/server/views/indicators";
import { projectLinks } from "../../links";
import { ProjectPage } from "../../project-page";
import { StandingPill } from "../indicator-marks";
import { BurnUpCard } from "./burn-up-card";
import { MeasurementsCard } from "./measurements-card";
import { RowsCard } from "./rows-card";
import { ValueCard } from "./value-card";

type Props = { params: Promise<{ slug: string; code: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props) {
  const [{ code }, t] = await Promise.all([params, getTranslations("indicators")]);
  return { title: `${decodeURIComponent(code)} · ${t("title")}` };
}

/** One indicator: what it is, why it has the value it has, row by row down to the files. No names of assistants. */
export default async function IndicatorPage({ params, searchParams }: Props) {
  const [{ slug, code: raw }, asked, t, tHistory] = await Promise.all([
    params,
    searchParams,
    getTranslations("indicators"),
    getTranslations("history"),
  ]);
  const code = decodeURIComponent(raw);
  const k = firstValue(asked.k) || undefined;
  const link = projectLinks(slug, k);
  const path = `/indicators/${encodeURIComponent(code)}`;
  const at = readAddress(placeInput, asked);
  if (!at) notFound();
  const place = placeAsked(at);
  const rowsAsked = {
    reason: pickFrom(rowReasons, firstValue(asked.show)) ?? null,
    withFiles: firstValue(asked.files) === "1",
    whole: asksWhole(asked),
    place,
  };
  const page = await readOfficePage(link(path), (tx, me) =>
    readIndicator(tx, slug, code, asOfDay(k, me.today), rowsAsked),
  );
  const { me, view } = page;
  const { project, indicator } = view;
  const parts = {
    view,
    asked: rowsAsked,
    address: { path: `/projects/${slug}${path}`, params: asked },
    link,
  };
  const may = {
    record: can(me, "measurement.record", inProject(project)) && project.state !== "closed",
    verify: can(me, "measurement.verify", inProject(project)) && project.state !== "closed",
  };
  return (
    <ProjectPage
      asOf
      crumbs={[{ label: t("title"), href: link("/indicators") }, { label: indicator.code }]}
      k={k}
      note={
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{project.organisation}</span>
          <Badge>{t(`kinds.${indicator.kind}`)}</Badge>
          {indicator.goalNumber !== null && <Badge>{t("goal", { number: indicator.goalNumber })}</Badge>}
          <StandingPill indicator={indicator} />
        </p>
      }
      office={page}
      part="indicators"
      project={project}
      search={asked}
      title={indicator.name}
    >
      <ValueCard {...parts} />
      {isUncounted(indicator) ? (
        <Card id="rows" title={t("uncounted.title")}>
          <p className="max-w-prose">{typeset(t("uncounted.reason"))}</p>
        </Card>
      ) : (
        <>
          <RowsCard {...parts} />
          <BurnUpCard {...parts} />
        </>
      )}
      {indicator.rule === "measured" && (
        <MeasurementsCard {...parts} corrects={firstValue(asked.correct)} may={may} me={me} />
      )}
      <Card id="history" title={tHistory("title")}>
        <RecordHistory history={view.history} />
      </Card>
    </ProjectPage>
  );
}
