import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { readAddress } from "@/lib/domain/address";
import { auditFilter } from "@/lib/domain/audit-filter";
import { can } from "@/lib/domain/permission";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readAudit } from "@/server/views/audit";
import { projectLinks } from "../links";
import { ProjectPage } from "../project-page";
import { LogCard } from "./log-card";
import { OverrulesCard } from "./overrules-card";
import { VerifyCard } from "./verify-card";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("audit"))("title") };
}

/** The log of changes of the project's city: who changed what, before and after, and whether the log holds. */
export default async function AuditPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t] = await Promise.all([params, searchParams, getTranslations("audit")]);
  const filter = readAddress(auditFilter, asked);
  if (!filter) notFound();
  const checkId = z.uuid().safeParse(firstValue(asked.checked));
  const k = firstValue(asked.k) || undefined;
  const path = `/projects/${slug}/audit`;
  const page = await readOfficePage(path, (tx, me) => readAudit(tx, me, slug, filter, checkId.data), "audit-log");
  const { project, accounts, log, choices, checked, overrules } = page.view;
  const address = { path, params: asked };
  return (
    <ProjectPage
      crumbs={[{ label: t("title") }]}
      k={k}
      note={t("note", { city: project.organisation })}
      office={page}
      part="audit"
      project={project}
      search={asked}
      title={t("title")}
    >
      <VerifyCard
        checked={checked}
        choices={choices}
        may={can(page.me, "audit.verify", { organisationId: project.organisationId, projectId: null })}
        organisationId={project.organisationId}
        path={path}
      />
      <OverrulesCard address={address} overrules={overrules} />
      <LogCard
        accounts={accounts}
        address={address}
        choices={choices}
        filter={filter}
        link={projectLinks(slug, k)}
        log={log}
        today={page.me.today}
      />
    </ProjectPage>
  );
}
