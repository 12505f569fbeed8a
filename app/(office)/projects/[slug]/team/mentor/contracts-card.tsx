import { useLocale, useTranslations } from "next-intl";
import { MunicipalityField } from "@/app/(office)/admin/organisation/municipality-field";
import { Panel } from "@/app/(office)/panel";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { DateField } from "@/components/ui/typed-field";
import { contractFaults } from "@/lib/domain/mentor";
import * as format from "@/lib/format";
import type { MentorView } from "./mentor-view";

type Contract = MentorView["mentor"]["contracts"][number];

/** Other towns that a mentor serves by a public contract: same region, consent of the regional office, until when. */
export function ContractsCard({ mentor, project, today, contracts, edit, at }: MentorView) {
  const t = useTranslations("team");
  const tm = useTranslations("team.mentor");
  const locale = useLocale();
  const known = mentor.contracts.find(({ id }) => id === edit.id);
  const columns: Column<Contract>[] = [
    {
      key: "municipality",
      header: tm("municipality"),
      head: true,
      cell: ({ municipality, region }) => (
        <>
          {municipality}
          <span className="block text-sm text-soft">{tm("region", { region })}</span>
        </>
      ),
    },
    {
      key: "days",
      header: t("days"),
      cell: ({ from, to }) => (to ? format.dayRange(from, to, locale) : t("since", { day: format.day(from, locale) })),
    },
    {
      key: "state",
      header: tm("check"),
      cell: (contract) => {
        const faults = contractFaults(contract, today);
        return faults.length === 0 ? (
          <StatePill tone="good">{tm("fine")}</StatePill>
        ) : (
          faults.map((fault) => (
            <span className="block" key={fault}>
              <StatePill tone={fault === "otherRegion" ? "bad" : "warn"}>{tm(fault)}</StatePill>
            </span>
          ))
        );
      },
    },
  ];
  if (contracts)
    columns.push({
      key: "actions",
      header: t("actions"),
      className: "no-print",
      cell: ({ id, municipality }) => (
        <Link aria-label={`${tm("change")}: ${municipality}`} href={at(`contract:${id}`)}>
          {tm("change")}
        </Link>
      ),
    });
  const days = (contract?: Contract) => (
    <>
      <DateField defaultValue={contract?.from ?? today} label={t("firstDay")} name="startsOn" today={today} />
      <DateField defaultValue={contract?.to ?? undefined} label={t("lastDay")} name="endsOn" optional today={today} />
      <DateField
        defaultValue={contract?.consentedOn ?? undefined}
        hint={tm("consentHint")}
        label={tm("consent")}
        name="consentedOn"
        optional
        today={today}
      />
    </>
  );
  return (
    <Card
      actions={
        contracts && (
          <LinkButton href={at(`serve:${mentor.id}`)} icon="plus" size="sm" variant="secondary">
            {tm("addContract")}
          </LinkButton>
        )
      }
      flush
      id={`contracts-${mentor.id}`}
      note={tm("contractsNote")}
      title={tm("contracts")}
    >
      {contracts && edit.verb === "serve" && edit.id === mentor.id && (
        <Panel
          back={at()}
          fixed={{ projectMentorId: mentor.id }}
          name="mentor-contract.add"
          submit={tm("addContractSubmit")}
          title={tm("addContract")}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <MunicipalityField name="municipality" required />
            {days()}
          </div>
        </Panel>
      )}
      {contracts && edit.verb === "contract" && known && (
        <Panel
          back={at()}
          fixed={{ mentorContractId: known.id, version: known.version }}
          name="mentor-contract.change"
          submit={t("save")}
          title={tm("changeTitle", { municipality: known.municipality })}
        >
          <div className="grid gap-4 md:grid-cols-2">{days(known)}</div>
        </Panel>
      )}
      <Table
        address={{ path: `/projects/${project.slug}/team/mentor`, params: {} }}
        bareCaption
        caption={tm("contracts")}
        columns={columns}
        empty={<EmptyState icon="file" title={tm("noContracts")} />}
        name={`contracts-${mentor.id.slice(0, 4)}`}
        plain
        rowKey={({ id }) => id}
        rows={mentor.contracts}
      />
    </Card>
  );
}
